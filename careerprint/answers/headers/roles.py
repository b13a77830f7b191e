"""What a column that holds no item may say, and the headers by which each survey tool calls such columns.

The names are squashed: only their letters and digits, in lower case.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum


class Role(Enum):
    """What a column that holds no item says about the person or the response."""

    PERSON = "the ID that the center gave"
    RESPONSE = "the number that the survey tool gave"
    NAME = "name"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    EMAIL = "e-mail"
    DATE = "day of the answers"
    LANGUAGE = "language"
    FINISHED = "whether the person reached the end, in words"
    SUBMITTED = "when the person reached the end, which is the day of the answers; empty if they did not"
    STATUS = "whether it was a preview"
    ASSESSMENT = "which questionnaire was answered"
    GUIDE = "which guide's questionnaire was answered"
    SUM = "the sum of some lines of an answer sheet"
    VERSION = "which version of the questionnaire was answered"
    OTHER = "known, but of no use here: addresses, progress, seeds"


Roles = Mapping[str, Role]

OURS: Roles = {
    "id": Role.PERSON,
    "personid": Role.PERSON,
    "participantid": Role.PERSON,
    "studentid": Role.PERSON,
    "studentnumber": Role.PERSON,
    "clientid": Role.PERSON,
    "name": Role.NAME,
    # Microsoft numbers a question "Name" because its own column has that title.
    "name2": Role.NAME,
    "fullname": Role.NAME,
    "yourname": Role.NAME,
    "firstname": Role.FIRST_NAME,
    "lastname": Role.LAST_NAME,
    "email": Role.EMAIL,
    "emailaddress": Role.EMAIL,
    "date": Role.DATE,
    "timestamp": Role.DATE,
    "language": Role.LANGUAGE,
    "assessment": Role.ASSESSMENT,
    "guide": Role.GUIDE,
    "nombre": Role.NAME,
    "nombrecompleto": Role.NAME,
    "nombreyapellido": Role.NAME,
    "nombreyapellidos": Role.NAME,
    "tunombre": Role.NAME,
    "sunombre": Role.NAME,
    "apellido": Role.LAST_NAME,
    "apellidos": Role.LAST_NAME,
    "correo": Role.EMAIL,
    "correoelectrónico": Role.EMAIL,
    "direccióndecorreoelectrónico": Role.EMAIL,
    "fecha": Role.DATE,
    "marcatemporal": Role.DATE,
    "idioma": Role.LANGUAGE,
}
GOOGLE: Roles = {**OURS, "username": Role.EMAIL, "score": Role.OTHER, "puntuación": Role.OTHER}
MICROSOFT: Roles = {
    **OURS,
    "id": Role.RESPONSE,
    "starttime": Role.OTHER,
    "completiontime": Role.DATE,
    "lastmodifiedtime": Role.OTHER,
    "horadeinicio": Role.OTHER,
    "horadefinalización": Role.DATE,
    "horadelaúltimamodificación": Role.OTHER,
}
QUALTRICS: Roles = {
    **OURS,
    "startdate": Role.OTHER,
    "enddate": Role.DATE,
    "status": Role.STATUS,
    "ipaddress": Role.OTHER,
    "progress": Role.OTHER,
    "durationinseconds": Role.OTHER,
    "finished": Role.FINISHED,
    "recordeddate": Role.OTHER,
    "responseid": Role.RESPONSE,
    "responseset": Role.OTHER,
    "recipientlastname": Role.LAST_NAME,
    "recipientfirstname": Role.FIRST_NAME,
    "recipientemail": Role.EMAIL,
    "externalreference": Role.PERSON,
    "externaldatareference": Role.PERSON,
    "locationlatitude": Role.OTHER,
    "locationlongitude": Role.OTHER,
    "locationaccuracy": Role.OTHER,
    "distributionchannel": Role.STATUS,
    "userlanguage": Role.LANGUAGE,
}
LIMESURVEY: Roles = {
    **OURS,
    "id": Role.RESPONSE,
    "responseid": Role.RESPONSE,
    "submitdate": Role.SUBMITTED,
    "datesubmitted": Role.SUBMITTED,
    "lastpage": Role.OTHER,
    "startlanguage": Role.LANGUAGE,
    "seed": Role.OTHER,
    "token": Role.PERSON,
    "accesscode": Role.PERSON,
    "startdate": Role.OTHER,
    "datestarted": Role.OTHER,
    "datestamp": Role.OTHER,
    "datelastaction": Role.OTHER,
    "ipaddr": Role.OTHER,
    "ipaddress": Role.OTHER,
    "refurl": Role.OTHER,
    "referrerurl": Role.OTHER,
}
SURVEYMONKEY: Roles = {
    **OURS,
    "respondentid": Role.RESPONSE,
    "collectorid": Role.OTHER,
    "startdate": Role.OTHER,
    "enddate": Role.DATE,
    "ipaddress": Role.OTHER,
    "customdata1": Role.OTHER,
}
TYPEFORM: Roles = {
    **OURS,
    "#": Role.RESPONSE,
    "responsetype": Role.FINISHED,
    "startdateutc": Role.OTHER,
    "stagedateutc": Role.OTHER,
    "submitdateutc": Role.DATE,
    "networkid": Role.OTHER,
    "tags": Role.OTHER,
    "ending": Role.OTHER,
}
JOTFORM: Roles = {
    **OURS,
    "submissiondate": Role.DATE,
    "submissionid": Role.RESPONSE,
    "submissionip": Role.OTHER,
    "lastupdatedate": Role.OTHER,
    "namefirstname": Role.FIRST_NAME,
    "namelastname": Role.LAST_NAME,
}
REDCAP: Roles = {
    **OURS,
    "recordid": Role.RESPONSE,
    "redcapeventname": Role.OTHER,
    "redcaprepeatinstrument": Role.OTHER,
    "redcaprepeatinstance": Role.OTHER,
    "redcapdataaccessgroup": Role.OTHER,
    "redcapsurveyidentifier": Role.PERSON,
    "surveyidentifier": Role.PERSON,
    "surveytimestamp": Role.DATE,
    "complete": Role.OTHER,
}
