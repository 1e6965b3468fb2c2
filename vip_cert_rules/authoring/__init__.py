"""What authors of rules work with: rule tests as tables, their running and their reports."""
