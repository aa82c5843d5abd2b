"""Makes, reads and writes the profile.json that Modelkeel's drift module compares. Python 3.10 or newer, standard library only.

    import modelkeel_profile as mp

    reference = mp.profile({"sqft": [800.0, None, 1200.0], "city": ["Ulm", "Bonn", None]})
    mp.write(reference, "profile.json")

    current = mp.count(mp.read("profile.json"), {"sqft": [910.0, 1300.0], "city": ["Ulm", "Rome"]})
    mp.write(current, "current.json")

A profile is a dict as in the file (docs/file-formats.md). Columns are sequences of equal length by name, for instance those of a pandas
frame: mp.profile({name: frame[name] for name in frame}). Missing are None, NaN, blanks and pandas' words. Java gives the same counts.
"""

import json
import math
import numbers
import re
import struct
from bisect import bisect_right
from collections import Counter
from datetime import date, timezone

FORMAT, VERSION = "modelkeel-profile", 1
MISSING = frozenset(
    ["", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN"]
    + ["None", "n/a", "nan", "null"]
)
DAYS = ["1 MONDAY", "2 TUESDAY", "3 WEDNESDAY", "4 THURSDAY", "5 FRIDAY", "6 SATURDAY", "7 SUNDAY"]
NUMBER = re.compile(r"[+-]?(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|inf|infinity)", re.IGNORECASE)
MAX_VALUES, QUANTILES, MAX_SAMPLE, MAX_UNSEEN, MAX_CATEGORIES, ENOUGH, MAX_DAYS = 500, 1000, 500, 10_000, 10_000, 50, 2000
FLOAT_MAX = 3.4028234663852886e38


def profile(columns, kinds=None, taken_at=None):
    """The profile of a reference. taken_at is when the data were taken, from which the age of dates is counted: a datetime with a time zone. What a column is is inferred, unless kinds has it: number, integer, boolean, category, date, identifier,
    text; or a list of categories from the lowest to the highest, which an ordered categorical column of pandas has already."""
    read = {name: _Column(values) for name, values in columns.items()}
    frozen = []
    for name, column in read.items():
        kind = (kinds or {}).get(name) or _pandas_order(columns[name]) or column.kind()
        order = [] if isinstance(kind, str) else list(kind)
        if order and (len(set(order)) < max(2, len(order)) or not all(isinstance(text, str) and text.strip() for text in order)):
            raise ValueError(f"column {name!r}: an order has two or more different categories, none of them blank: {order}")
        kind = "ordered" if order else kind
        frozen.append({"name": name, "kind": kind} | _freeze(kind, column, order))
    return _count({"columns": frozen}, read, True, taken_at)


def count(reference, columns, taken_at=None):
    """The profile of current data, over the bins and categories of a reference's profile; taken_at as in profile()."""
    return _count(reference, {name: _Column(values) for name, values in columns.items()}, False, taken_at)


def read(path):
    """Reads a profile.json; a ValueError says what is wrong with it."""
    with open(path, encoding="utf-8") as file:
        found = json.load(file)
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ValueError(f"{path}: not a profile: 'format' is not {FORMAT!r}")
    if found.get("format_version") != VERSION:
        raise ValueError(f"{path}: format version {found.get('format_version')}, this file reads version {VERSION}")
    for column in found["columns"]:
        if rows(column) != found["rows"]:
            raise ValueError(f"{path}: column {column['name']!r} counts {rows(column)} rows, the profile {found['rows']}")
    return found


def write(found, path):
    """Writes a profile as profile.json, in UTF-8."""
    text = json.dumps(found, allow_nan=False)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text + "\n")


def rows(column):
    """How many rows a column of a profile counts."""
    if "edges" in column:
        counted = column["positive_infinite"] + column["negative_infinite"] + sum(column["counts"])
    elif "categories" in column:
        counted = column["other"] + sum(entry["count"] for entry in column["categories"] + column["unseen"])
    else:
        counted = column["values"]
    return column["missing"] + column["invalid"] + counted


class _Column:
    """Values as numbers, or as counts of texts as soon as one is not a number."""

    def __init__(self, values):
        self.missing, self.rows, kept = 0, 0, []
        for value in values:
            self.rows += 1
            value = _plain(value)
            if value is None:
                self.missing += 1
            else:
                kept.append(value)
        self.type = "empty" if not kept else "text" if any(isinstance(value, str) for value in kept) else "number"
        self.numbers = kept if self.type == "number" else []
        self.counts = Counter(_code(value) for value in kept) if self.type == "text" else Counter()

    def kind(self):
        if self.type == "number":
            finite = [value for value in self.numbers if math.isfinite(value)]
            pairs = list(zip(finite, finite[1:]))
            monotone = all(a < b for a, b in pairs) or all(a > b for a, b in pairs)
            return "identifier" if monotone and len(finite) >= ENOUGH and all(map(_is_long, finite)) else "number"
        if not self.counts:
            return "unknown"
        if len(self.counts) <= 6 and all(text.lower() in ("true", "false") for text in self.counts):
            return "boolean"
        if all(_day(text) for text in self.counts):
            return "date"
        if len(self.counts) == sum(self.counts.values()) >= ENOUGH:
            return "identifier"
        return "text" if len(self.counts) > MAX_CATEGORIES else "category"

    def as_numbers(self, whole=False):
        """Finite numbers in ascending order, how many are plus and minus infinity, and how many are invalid: those with a fraction too if whole."""
        found, invalid = list(self.numbers), 0
        for text, times in self.counts.items():
            truth = _truth(text)
            value = _number(text) if truth is None else float(truth == "true")
            if value is None:
                invalid += times
            else:
                found += [value] * times
        finite = sorted(value + 0.0 for value in found if math.isfinite(value) and not (whole and value != math.floor(value)))
        invalid += sum(math.isfinite(value) for value in found) - len(finite)
        return finite, found.count(math.inf), found.count(-math.inf), invalid

    def as_categories(self, kind, known):
        """Counts of categories, and how many values are invalid; known are those of the reference, or all of an order."""
        codes = self.counts or Counter(_code(value) for value in self.numbers)
        found, invalid = Counter(), 0
        for text, times in codes.items():
            category = _truth(text) if kind == "boolean" else _weekday(text) if kind == "date" else _spelled(text, known)
            if category is None or (kind == "ordered" and category not in known):
                invalid += times
            else:
                found[category] += times
        return found, invalid


def _pandas_order(values):
    """The categories of an ordered categorical column as texts, None of any other."""
    dtype = getattr(values, "dtype", None)
    ordered = getattr(dtype, "ordered", False) and len(dtype.categories) > 1
    return [_code(_plain(value)) for value in dtype.categories] if ordered else None


def _freeze(kind, column, order):
    """What a reference fixes for all that is counted later."""
    if kind in ("number", "integer"):
        finite = column.as_numbers(kind == "integer")[0]
        sample, size = [], min(len(finite), MAX_SAMPLE)
        for i in range(size):
            sample.append(finite[0 if size == 1 else i * (len(finite) - 1) // (size - 1)])
        return {"floats": _is_widened(finite), "edges": _edges(finite), "sample": sample}
    if kind == "ordered":
        return {"categories": [{"value": text, "count": 0} for text in order]}
    if kind in ("boolean", "category", "date"):
        known = column.as_categories(kind, column.counts)[0]
        return {"categories": [{"value": text, "count": 0} for text in sorted(known, key=_order)]}
    return {"numbers": column.type == "number", "distinct": len(column.counts) or _distinct_numbers(column.numbers)}


def _distinct_numbers(numbers):
    """How many numbers of an identifier differ, where some are infinite; else 0, since they all differ."""
    finite = sum(map(math.isfinite, numbers))
    return finite + len({value for value in numbers if math.isinf(value)}) if finite < len(numbers) else 0


def _moment(taken_at):
    """A moment as the file has it."""
    if getattr(taken_at, "utcoffset", lambda: None)() is None:
        raise ValueError(f"taken_at must be a datetime with a time zone: {taken_at!r}")
    return taken_at.astimezone(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")


def _count(frozen_profile, data, reference, taken_at):
    sides = {column.rows for column in data.values()}
    if len(sides) > 1:
        raise ValueError(f"the columns differ in length: { {name: column.rows for name, column in data.items()} }")
    total = sides.pop() if sides else 0
    counted, absent = [], []
    for frozen in frozen_profile["columns"]:
        found = data.get(frozen["name"])
        if found is None:
            absent += [frozen["name"]] if data else []
            found = _Column([None] * total)
        counted.append(_counted(frozen, found, reference))
    names = {frozen["name"] for frozen in frozen_profile["columns"]}
    added = [{"name": name, "type": data[name].type} for name in sorted(data, key=_order) if name not in names]
    return {
        "format": FORMAT,
        "format_version": VERSION,
        "rows": total,
    } | ({} if taken_at is None else {"taken_at": _moment(taken_at)}) | {
        "columns": counted,
        "absent": sorted(absent, key=_order),
        "added": added,
    }


def _counted(frozen, column, reference):
    kind = frozen["kind"]
    head = {"name": frozen["name"], "kind": kind, "type": column.type, "missing": column.missing}
    if "edges" in frozen:
        finite, positive, negative, invalid = column.as_numbers(kind == "integer")
        finite = [_on_grid(value, frozen["floats"]) for value in finite]
        counts = [0] * (len(frozen["edges"]) + 1)
        for value in finite:
            counts[bisect_right(frozen["edges"], value)] += 1
        infinite = {"positive_infinite": positive, "negative_infinite": negative}
        bins = {"floats": frozen["floats"], "edges": frozen["edges"], "counts": counts, "moments": _moments(finite)}
        return head | {"invalid": invalid} | infinite | bins | {"sample": frozen["sample"] if reference else []}
    if "categories" in frozen:
        known = [entry["value"] for entry in frozen["categories"]]
        found, invalid = column.as_categories(kind, frozenset(known))
        new = sorted(found.keys() - set(known), key=_order)
        head |= {"invalid": invalid, "categories": _entries(known, found), "unseen": _entries(new[:MAX_UNSEEN], found)}
        head["other"] = sum(found[text] for text in new[MAX_UNSEEN:])
        return head | (_dates(column) if kind == "date" else {})
    invalid = column.as_numbers()[3] if frozen["numbers"] else 0
    values = column.rows - column.missing - invalid
    return head | {"invalid": invalid, "numbers": frozen["numbers"], "values": values, "distinct": frozen["distinct"]}


def _dates(column):
    """Counts by day, month and hour; of more than 2,000 days two are counted together, or four and so on."""
    days, months, hours, width = Counter(), [0] * 12, [0] * 24, 1
    for text, times in column.counts.items():
        day = _day(text)
        if day is not None:
            days[day.toordinal() - date(1970, 1, 1).toordinal()] += times
            months[day.month - 1] += times
            if _hour(text) is not None:
                hours[_hour(text)] += times
    range_of_days = {"first_day": min(days), "last_day": max(days)} if days else {}
    while len(days) > MAX_DAYS:
        width, wider = 2 * width, Counter()
        for day, times in days.items():
            wider[day // width * width] += times
        days = wider
    counts = {"days": sorted(days), "day_counts": [days[day] for day in sorted(days)]}
    return range_of_days | {"day_width": width} | counts | {"months": months, "hours": hours}


def _entries(texts, counts):
    return [{"value": text, "count": counts[text]} for text in texts]


def _edges(finite):
    """At each value of few, else at the quantiles; and at the range and a tenth of its width beyond it."""
    if not finite:
        return []
    low, high = finite[0], finite[-1]
    beyond = 0.1 * high - 0.1 * low
    edges = [low - beyond, low, high, _next(high), _next(high + beyond)]
    values = sorted(set(finite))
    edges += [edge for value in values for edge in (value, _next(value))] if len(values) <= MAX_VALUES else _quantiles(finite)
    return sorted({edge + 0.0 for edge in edges if math.isfinite(edge)})


def _quantiles(finite):
    """Values that make up several quantiles are bins of their own."""
    edges, previous = [], math.nan
    for i in range(1, QUANTILES):
        position = i / QUANTILES * (len(finite) - 1)
        low = math.floor(position)
        a, b, t = finite[low], finite[min(low + 1, len(finite) - 1)], position - low
        width = b - a
        if math.isinf(width):
            quantile = a * (1 - t) + b * t
        else:
            quantile = b - width * (1 - t) if t >= 0.5 else a + width * t
        if quantile != previous:
            edges.append(quantile)
        elif edges[-1] == quantile:
            edges.append(_next(quantile))
        previous = quantile
    return edges


def _moments(finite):
    mean = squares = 0.0
    for i, value in enumerate(finite, 1):
        distance = value - mean
        mean += distance / i
        squares += distance * (value - mean)
    squares = squares if math.isfinite(squares) else 1.7976931348623157e308
    low, high = (finite[0], finite[-1]) if finite else (0.0, 0.0)
    return {"count": len(finite), "mean": mean, "squares": squares, "min": low, "max": high}


def _plain(value):
    """A float, a text, or None for missing; other values become texts."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return None
    if isinstance(value, bool) or type(value).__name__ in ("bool", "bool_"):
        return "true" if value else "false"
    if isinstance(value, numbers.Number):
        return None if value != value else float(value)
    text = value if isinstance(value, str) else value.isoformat() if hasattr(value, "isoformat") else str(value)
    return None if text in MISSING or not text.strip() else text


def _code(value):
    if isinstance(value, str):
        return value
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return str(int(value)) if _is_long(value) else repr(value)


def _number(text):
    bare = text.strip("".join(map(chr, range(33))))
    return float(bare) if NUMBER.fullmatch(bare) else None


def _truth(text):
    word = text.strip().lower()
    return "true" if word in ("true", "1", "1.0") else "false" if word in ("false", "0", "0.0") else None


def _day(text):
    if len(text) < 10 or text[10:11] not in ("", "T", " ") or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text[:10]):
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _hour(text):
    """The hour of a date with a time, as it is written."""
    digits = text[11:13]
    there = re.fullmatch(r"[0-9]{2}", digits) and text[13:14] in ("", ":") and int(digits) < 24
    return int(digits) if there else None


def _weekday(text):
    day = _day(text)
    return None if day is None else DAYS[day.weekday()]


def _spelled(text, known):
    """10001.0 and 10001 are one, whichever of the two the reference has."""
    other = text[:-2] if text.endswith(".0") else text + ".0"
    return other if text not in known and other in known else text


def _is_long(value):
    return math.isfinite(value) and value == math.floor(value) and -(2.0**63) <= value < 2.0**63


def _next(value):
    return math.nextafter(value, math.inf)


def _order(text):
    """Java's order of texts."""
    return text.encode("utf-16-be", "surrogatepass")


def _narrow(value):
    return struct.unpack("f", struct.pack("f", value))[0] if abs(value) <= FLOAT_MAX else math.inf


def _written(value):
    """The shortest decimal number that is read as the same number of 32 bits."""
    for digits in range(9):
        shortest = float(f"{value:.{digits}e}")
        if _narrow(shortest) == value:
            return shortest
    return value


def _is_widened(finite):
    """Whether numbers came from 32 bits: all fit, and one of some shows digits that only such a number has."""
    if any(_narrow(value) != value for value in finite):
        return False
    looked = finite[:: max(1, len(finite) // 1000)]
    return any(value != round(value) and _written(value) != value for value in looked)


def _on_grid(value, floats):
    if floats:
        return _narrow(value) if abs(value) <= FLOAT_MAX else value
    return _written(value) if _narrow(value) == value and value != round(value) else value
