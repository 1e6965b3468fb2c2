"""Employees and what is on their file."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Unit(models.TextChoices):
    """Kinds of unit, in the words of the record."""

    PROVINCIAL_BRANCH = "provincial_branch", "省公司"
    PROFESSIONAL_COMPANY = "professional_company", "专业公司"
    HEADQUARTERS = "headquarters", "集团总部"
    OTHER = "other", "其他"


class Degree(models.TextChoices):
    """Levels of education, in the words of the record."""

    SENIOR_SECONDARY = "senior_secondary", "高中"
    JUNIOR_COLLEGE = "junior_college", "大专"
    BACHELOR = "bachelor", "本科"
    MASTER = "master", "硕士"


class Employee(models.Model):
    """A person. ``checked_*``: somebody has checked that this part of the file is complete."""

    number = models.CharField("员工编号", max_length=20, unique=True)
    name = models.CharField("姓名", max_length=50)
    degree = models.CharField("学历", max_length=20, choices=Degree, blank=True)
    degree_awarded = models.DateField("毕业日期", null=True, blank=True)
    checked_employments = models.BooleanField("任职登记完整", default=False)
    checked_trainings = models.BooleanField("培训登记完整", default=False)
    checked_results = models.BooleanField("成绩登记完整", default=False)
    checked_certificates = models.BooleanField("证书登记完整", default=False)

    class Meta:
        """How Django names it."""

        verbose_name = verbose_name_plural = "员工"
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class _OnFile(models.Model):
    """A row of a file."""

    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        """Not a table of its own."""

        abstract = True
        ordering: ClassVar = ["id"]


class Employment(_OnFile):
    """A stretch of work."""

    occupation = models.CharField("职业", max_length=50, blank=True)
    unit = models.CharField("单位类别", max_length=30, choices=Unit, blank=True)
    start = models.DateField("起始日期")
    end = models.DateField("终止日期", null=True, blank=True)


class Training(_OnFile):
    """A training course."""

    level = models.PositiveSmallIntegerField("等级")
    completed = models.DateField("完成日期")
    hours = models.DecimalField("标准学时", max_digits=6, decimal_places=2, null=True, blank=True)
    courses_completed = models.BooleanField("完成规定课程", null=True, blank=True)


class Result(_OnFile):
    """The result of a component of an examination."""

    level = models.PositiveSmallIntegerField("等级")
    component = models.CharField("考核内容", max_length=30)
    taken = models.DateField("考核日期")
    score = models.DecimalField("成绩", max_digits=5, decimal_places=2, null=True, blank=True)


class Certificate(_OnFile):
    """A certificate."""

    level = models.PositiveSmallIntegerField("等级")
    issued = models.DateField("发证日期")
    expires = models.DateField("有效期至", null=True, blank=True)
    revoked = models.DateField("撤销日期", null=True, blank=True)
    issuer = models.CharField("颁发单位", max_length=10, choices=[("group", "集团公司"), ("province", "省公司")])
