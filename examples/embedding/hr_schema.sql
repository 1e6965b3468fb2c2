-- An HR database as many companies have one: codes of its own, end dates of 9999-12-31, marks left blank.
-- Nothing in it was made for this package. The last table is where the decisions go.

CREATE TABLE person (
    person_no   TEXT PRIMARY KEY,
    name        TEXT NOT NULL
);

-- Which parts of a person's file somebody has checked to be complete. Without a row here, "no certificate on record"
-- only means that nobody entered one.
CREATE TABLE file_checked (
    person_no   TEXT NOT NULL REFERENCES person,
    part        TEXT NOT NULL CHECK (part IN ('diploma', 'assignment', 'probation', 'course', 'exam', 'appraisal',
                                              'certificate')),
    PRIMARY KEY (person_no, part)
);

CREATE TABLE diploma (
    person_no   TEXT NOT NULL REFERENCES person,
    degree      TEXT NOT NULL,          -- 高中, 大专, 本科, 硕士, 博士
    awarded     TEXT NOT NULL
);

CREATE TABLE assignment (
    person_no   TEXT NOT NULL REFERENCES person,
    job_code    TEXT,                   -- NULL: entered before job codes were introduced
    unit_type   TEXT,                   -- SF 省分公司, ZY 专业公司, ZB 集团总部, QT 其他
    first_day   TEXT NOT NULL,
    last_day    TEXT NOT NULL           -- 9999-12-31: still there
);

CREATE TABLE probation (
    person_no   TEXT NOT NULL REFERENCES person,
    job_code    TEXT,
    assessed    TEXT NOT NULL,
    verdict     TEXT                    -- 合格, 不合格, NULL: not entered yet
);

CREATE TABLE course (
    person_no   TEXT NOT NULL REFERENCES person,
    course_code TEXT NOT NULL,          -- VIP-4 to VIP-1: the training of that level
    finished    TEXT NOT NULL,
    hours       REAL,                   -- NULL: the training centre did not report them
    complete    INTEGER                 -- 1, 0, NULL: not reported
);

CREATE TABLE exam (
    person_no   TEXT NOT NULL REFERENCES person,
    level       INTEGER NOT NULL,
    paper       TEXT NOT NULL,          -- 笔试, 面试, 模拟实战, 营销实战
    taken       TEXT NOT NULL,
    mark        REAL,
    verdict     TEXT
);

CREATE TABLE appraisal (
    person_no   TEXT NOT NULL REFERENCES person,
    year        INTEGER NOT NULL,
    grade       TEXT                    -- 优秀, 良好, 合格, 不合格
);

CREATE TABLE certificate (
    person_no   TEXT NOT NULL REFERENCES person,
    level       INTEGER NOT NULL,
    issued      TEXT NOT NULL,
    expires     TEXT,                   -- NULL: the certificate does not say
    revoked     TEXT,
    issuer      TEXT NOT NULL           -- 集团, 省
);

CREATE TABLE certification_decision (
    person_no    TEXT NOT NULL REFERENCES person,
    question     TEXT NOT NULL,
    level        INTEGER NOT NULL,
    as_of        TEXT NOT NULL,
    outcome      TEXT NOT NULL,         -- yes, no, unknown; refused: the data are at fault
    rules_digest TEXT,                  -- which rules decided
    facts_digest TEXT,                  -- on which facts
    document     TEXT NOT NULL,         -- the decision document, or the faults, as JSON
    PRIMARY KEY (person_no, question, level, as_of)
);
