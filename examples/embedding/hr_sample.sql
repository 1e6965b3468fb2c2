-- Invented people. Job 4031 is the VIP customer service manager, 2210 a shop assistant, 5100 an account manager.

INSERT INTO person VALUES
    ('H001', '甲'), ('H002', '乙'), ('H003', '丙'), ('H004', '丁'), ('H005', '戊'), ('H006', '己'), ('H007', '庚'),
    ('H008', '辛');

INSERT INTO file_checked VALUES
    ('H001', 'diploma'), ('H001', 'assignment'), ('H001', 'course'), ('H001', 'certificate'),
    ('H002', 'diploma'), ('H002', 'assignment'), ('H002', 'course'), ('H002', 'certificate'),
    ('H003', 'diploma'), ('H003', 'assignment'), ('H003', 'course'), ('H003', 'certificate'),
    ('H004', 'diploma'), ('H004', 'assignment'), ('H004', 'certificate'),
    ('H005', 'diploma'), ('H005', 'assignment'), ('H005', 'course'), ('H005', 'certificate'),
    ('H006', 'diploma'), ('H006', 'assignment'), ('H006', 'course'), ('H006', 'certificate'),
    ('H007', 'diploma'), ('H007', 'assignment'), ('H007', 'course'), ('H007', 'certificate'),
    ('H008', 'assignment'), ('H008', 'course'), ('H008', 'certificate');

INSERT INTO diploma VALUES
    ('H001', '本科', '2019-06-30'), ('H002', '大专', '2018-07-01'), ('H003', '大专', '2016-07-01'),
    ('H004', '硕士', '2020-06-30'), ('H005', '本科', '2017-06-30'), ('H006', '高中', '2010-07-01'),
    ('H007', '本科', '2021-06-30');

INSERT INTO assignment VALUES
    ('H001', '4031', 'SF', '2025-06-02', '9999-12-31'),   -- H001: all that route (1) asks for
    ('H002', '2210', 'SF', '2019-03-01', '2024-05-31'),   -- H002: two years in the job, no certificate
    ('H002', '4031', 'SF', '2024-06-01', '9999-12-31'),
    ('H003', '4031', 'SF', '2025-12-01', '9999-12-31'),   -- H003: a week short of a year
    ('H004', '4031', 'ZY', '2025-04-01', '9999-12-31'),   -- H004: the courses were never entered
    ('H005', NULL,   'SF', '2022-05-01', '2024-12-31'),   -- H005: an old assignment without a job code
    ('H005', '4031', 'SF', '2026-01-05', '9999-12-31'),
    ('H006', '4031', 'SF', '2021-09-01', '9999-12-31'),   -- H006: senior secondary school, nothing attested
    ('H007', '4031', 'SF', '2025-02-03', '9999-12-31'),   -- H007: a certificate that expires before it was issued
    ('H008', '5100', 'ZB', '2023-01-01', '9999-12-31');   -- H008: at headquarters; no diploma entered, none needed to say no

INSERT INTO course VALUES
    ('H001', 'VIP-3', '2026-09-18', 26.0, 1),
    ('H003', 'VIP-3', '2026-08-21', 24.0, 1),
    ('H003', 'FIRE-SAFETY', '2026-03-03', 2.0, 1),
    ('H005', 'VIP-3', '2026-10-16', NULL, 1);

INSERT INTO certificate VALUES
    ('H001', 4, '2025-11-03', NULL, NULL, '集团'),
    ('H003', 4, '2026-05-15', NULL, NULL, '集团'),
    ('H004', 4, '2026-01-12', NULL, NULL, '集团'),
    ('H007', 4, '2026-02-01', '2025-02-01', NULL, '集团');
