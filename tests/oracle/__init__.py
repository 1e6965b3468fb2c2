"""An independent reading of the record contract, for comparison with the package; it shares no code with it.

`vip` is three-valued (what follows from a record with gaps), `two_valued` knows complete records only.
"""
