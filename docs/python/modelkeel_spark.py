"""Profiles, drift and predictions of PySpark's data frames by Modelkeel's jars. PySpark 3.5 or newer, a classic session; no other package.

    import modelkeel_spark as ms

    reference = ms.profile_reference(training)            # what is normal: the profile.json of a single machine
    report = ms.compare(reference, ms.profile(today, reference))
    by_region = ms.compare_by(today, reference, "region")
    scored = ms.transform(houses, "models:/house@champion")

A profile and a report are dicts, as in their files (docs/file-formats.md, drift.json): modelkeel_profile.py reads, writes and counts the same
profiles without Spark. What Java refuses is an error of PySpark's or py4j's with Java's message.
"""

import json

from py4j.java_gateway import JavaPackage
from pyspark.sql import DataFrame

KINDS = ("number", "integer", "boolean", "category", "date", "identifier", "text")


def profile_reference(frame, kinds=None):
    """The profile of a reference. What a column is is inferred, unless kinds has it: number, integer, boolean, category, date, identifier,
    text; or a list of categories from the lowest to the highest."""
    drift = _java(frame, "spark.SparkDrift")
    if not kinds:
        return json.loads(drift.profileReference(frame._jdf).toJson())
    schema = _java(frame, "drift.Schema").of(_java(frame, "drift.Profile").ofColumns({}))
    for name, kind in kinds.items():
        if isinstance(kind, (list, tuple)):
            schema = schema.withOrder(name, list(kind))
            continue
        if kind not in KINDS:
            raise ValueError(f"column {name!r} cannot be a {kind!r}; kinds are {', '.join(KINDS)}")
        schema = getattr(schema, "with")(name, _java(frame, "drift.Schema").Kind.valueOf(kind.upper()))
    return json.loads(drift.profileReference(frame._jdf, schema).toJson())


def profile(frame, reference):
    """The profile of current data, counted over the bins and categories of a reference's profile."""
    counted = _java(frame, "spark.SparkDrift").profile(frame._jdf, _stored(frame.sparkSession, reference))
    return json.loads(counted.toJson())


def compare(reference, current, session=None):
    """The report on two profiles; report["state"] is decided. Of the active session, unless another is given."""
    session = session or _active()
    java = _class(session, "drift.Drift")
    options = _class(session, "drift.DriftOptions").defaults()
    return json.loads(java.compare(_stored(session, reference), _stored(session, current), options).toJson())


def compare_by(frame, reference, column):
    """A report for each value of a column, with one correction for all: a dict by the values' texts."""
    reports = _java(frame, "spark.SparkDrift").compareBy(frame._jdf, _stored(frame.sparkSession, reference), column)
    return {segment: json.loads(report.toJson()) for segment, report in reports.items()}


def transform(frame, uri, tracking_uri=None):
    """The frame with a model's predictions. The registry is that of the environment in which the session was started, unless its address is given."""
    config = _java(frame, "client.ClientConfig", "modelkeel-serving-core").builder()
    if tracking_uri:
        config = config.trackingUri(tracking_uri)
    scored = _java(frame, "spark.SparkScoring").transform(frame._jdf, uri, config.build())
    return DataFrame(scored, frame.sparkSession)


def _java(frame, name, module="modelkeel-spark"):
    if not hasattr(frame, "_jdf"):
        raise TypeError(f"not a data frame of a classic session of PySpark: {type(frame)}; a session of Spark Connect has no JVM to call")
    return _class(frame.sparkSession, name, module)


def _active():
    from pyspark.sql import SparkSession

    session = SparkSession.getActiveSession()
    if session is None:
        raise RuntimeError("no session of Spark is active: give one as session")
    return session


def _class(session, name, module="modelkeel-spark"):
    java = session._jvm.io.github.modelkeel
    for part in name.split("."):
        java = getattr(java, part)
    if isinstance(java, JavaPackage):
        raise RuntimeError(
            f"{module} is not on the class path of this session: set spark.jars.packages or spark.jars before it starts; a running session ignores them"
        )
    return java


def _stored(session, profile):
    return _class(session, "drift.StoredProfile").ofJson(json.dumps(profile, allow_nan=False))
