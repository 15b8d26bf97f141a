# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about a VyPR store; vypr-python(3) is the manual.

    import vypr
    with vypr.open("vypr.db") as store:
        for formula in store.formulas():
            print(formula.name, formula.false_count)
        for verdict in store.verdicts("quick", kinds="false"):
            print(store.show(verdict.id).atom)

A thin layer over libvypr-analysis with ctypes: the structs are those of vypr-analysis.h, from
which layout.py is made when VyPR is built.  What is returned are plain objects that live as long
as one likes, also when the store is closed.
"""
import builtins
import ctypes
import datetime
import os

from . import layout

__all__ = ["Error", "Record", "Store", "open", "recover", "diff", "quantity"]


class Error(Exception):
    """What the library says; code is its number."""

    def __init__(self, code, text):
        super().__init__(text)
        self.code = code


class Record:
    """The fields of a struct, lists as lists."""

    def as_dict(self):
        """For JSON and pandas: records inside become dictionaries too."""
        return {name: _plain(value) for name, value in self.__dict__.items()}

    def __repr__(self):
        return "%s(%s)" % (type(self).__name__,
                           ", ".join("%s=%r" % item for item in self.__dict__.items()))

    def __eq__(self, other):
        return type(self) is type(other) and self.__dict__ == other.__dict__

    __hash__ = None


def _plain(value):
    if isinstance(value, Record):
        return value.as_dict()
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


# ---- the structs of the header ----

_NUMBERS = {"int": ctypes.c_int, "double": ctypes.c_double, "size_t": ctypes.c_size_t,
            "uint32_t": ctypes.c_uint32, "uint64_t": ctypes.c_uint64,
            "int64_t": ctypes.c_int64}
_PREFIX = "struct "
STRUCTS = {}  # by the name in C


def _type_of(base, stars, length):
    if base == "char":
        return ctypes.c_char * length if length else \
            ctypes.c_char_p if stars == 1 else ctypes.POINTER(ctypes.c_char_p)
    if base == "void":
        return ctypes.c_void_p
    of = _NUMBERS.get(base) or STRUCTS.get(base[len(_PREFIX):]) or None
    if of is None:  # opaque
        return ctypes.c_void_p
    return ctypes.POINTER(of) if stars else of


def _count_field(name, fields):
    """The field that tells how many NAME points to; None: it is one, or none."""
    names = [field[0] for field in fields]
    stems = [name] + [name[:-len(end)] for end in ("s", "es") if name.endswith(end)]
    for candidate in [stem + "_count" for stem in stems] + [name + "_kinds", "count", "size"]:
        if candidate in names:
            return candidate
    return None


def _is_list(base, stars):
    return stars == 2 or (stars == 1 and base not in ("char", "void"))


def _define():
    for name, _ in layout.STRUCTS:  # first, since a struct may point to itself or a later one
        STRUCTS[name] = type(name, (ctypes.Structure,), {})
    for name, fields in layout.STRUCTS:
        struct, plan, counts = STRUCTS[name], [], set()
        for field, base, stars, length in fields:
            count = None
            if _is_list(base, stars):
                count = _count_field(field, fields)
                counts.add(count)
            plan.append((field, base, stars, count))
        struct.record = type("".join(part.title() for part in name.split("_")[2:]) or "Analysis",
                             (Record,), {"__doc__": "struct %s" % name})
        struct.plan = [item for item in plan if item[0] not in counts | {"memory"}]
    pending = list(layout.STRUCTS)
    while pending:  # what contains another one comes behind it
        later = [item for item in pending if not _set_fields(*item)]
        if len(later) == len(pending):
            raise ImportError("layout.py does not fit: " + later[0][0])
        pending = later


def _set_fields(name, fields):
    for _, base, stars, _ in fields:
        inner = STRUCTS.get(base[len(_PREFIX):])
        if inner is not None and not stars and not hasattr(inner, "_fields_"):
            return False
    STRUCTS[name]._fields_ = [(field, _type_of(base, stars, length))
                              for field, base, stars, length in fields]
    return True


_define()


def _text(value):
    return None if value is None else value.decode("utf-8", "replace")


def _item(value, around=None):
    if isinstance(value, ctypes.Structure):
        return _record(value, around)
    return _text(value) if isinstance(value, bytes) else value


# Whose length stands in the struct around it.
_AROUND = {("vypr_analysis_compared", "values"): "parameter_count"}


def _value(struct, field, base, stars, count, around):
    value = getattr(struct, field)
    if base == "char" and stars < 2:
        return _text(value)
    if count is not None:
        return [_item(value[i], struct) for i in range(getattr(struct, count))] if value else []
    if (type(struct).__name__, field) in _AROUND:
        length = getattr(around, _AROUND[type(struct).__name__, field])
        return list(value[:length]) if value else []
    if stars:
        return _record(value.contents) if value else None
    return _item(value)


def _record(struct, around=None):
    record = type(struct).record()
    fields = record.__dict__
    for plan in type(struct).plan:
        fields[plan[0]] = _value(struct, *plan, around)
    return record


# ---- the functions ----

_VISIT = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p,
                          ctypes.POINTER(STRUCTS["vypr_analysis_verdict"]))


def _load():
    own = os.environ.get("VYPR_ANALYSIS_LIBRARY")
    if own is None:
        own = layout.LIBRARY if os.path.exists(layout.LIBRARY) else "libvypr-analysis.so.0"
    library = ctypes.CDLL(own)
    library.vypr_analysis_free.argtypes = library.vypr_analysis_close.argtypes = \
        [ctypes.c_void_p]
    library.vypr_analysis_free.restype = library.vypr_analysis_close.restype = None
    library.vypr_analysis_quantity.restype = ctypes.c_char_p
    return library


_library = _load()


def _call(function, *arguments):
    error = STRUCTS["vypr_analysis_error"]()
    code = getattr(_library, function)(*arguments, ctypes.byref(error))
    if code:
        raise Error(code, _text(error.text))


def _ask(function, report, *arguments):
    """Call, and copy what is returned."""
    result = ctypes.POINTER(STRUCTS[report])()
    _call(function, *arguments, ctypes.byref(result))
    try:
        return _record(result.contents)
    finally:
        _library.vypr_analysis_free(ctypes.cast(result, ctypes.c_void_p))


def _bytes(text):
    return None if text is None else os.fsencode(text)


def _visitor(visit):
    """A callback whose exceptions end the search; they are raised behind it."""
    raised = []

    def call(_, verdict):
        try:
            return 1 if visit(_record(verdict.contents)) else 0
        except BaseException as error:  # pylint: disable=broad-except
            raised.append(error)
            return 1
    return _VISIT(call), raised


def _nanoseconds(time):
    """Of a datetime, or nanoseconds since 1970 as they are; None: open."""
    if isinstance(time, datetime.datetime):
        if time.tzinfo is None:
            time = time.replace(tzinfo=datetime.timezone.utc)
        since = time - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
        return (since.days * 86400 + since.seconds) * 10**9 + since.microseconds * 1000
    return time or 0


def quantity(value, is_time=True):
    """As people read it: "12.3 ms"."""
    buffer = ctypes.create_string_buffer(64)
    return _text(_library.vypr_analysis_quantity(ctypes.c_double(value), int(is_time), buffer,
                                                 ctypes.c_size_t(len(buffer))))


def recover(path):
    """Store what dead processes left; a list of them."""
    return _ask("vypr_analysis_recover", "vypr_analysis_deaths", _bytes(path)).deaths


class Store:
    """A store as it is now.  To be used by one thread at a time."""

    _open = {}  # a file must not be open twice in a process

    def __init__(self, path):
        self._handle = ctypes.c_void_p()
        self._file = None
        try:
            status = os.stat(path)
            file = (status.st_dev, status.st_ino)
            if file in Store._open:
                raise Error(0, "%s is open already" % path)
        except OSError:
            file = None  # the library says what is wrong
        _call("vypr_analysis_open", _bytes(path), ctypes.byref(self._handle))
        self._file = file
        Store._open[file] = self

    def close(self):
        if self._handle:
            _library.vypr_analysis_close(self._handle)
            Store._open.pop(self._file, None)
        self._handle = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def __del__(self):
        self.close()

    def _own(self):
        if not self._handle:
            raise ValueError("the store is closed")
        return self._handle

    def summary(self):
        return _ask("vypr_analysis_summarise", "vypr_analysis_summary", self._own())

    def formulas(self):
        return self.summary().formulas

    def runs(self):
        return self.summary().runs

    def verdicts(self, formula=None, function=None, file=None, kinds=(), since=None, until=None,
                 run=0, transaction=0, limit=0):
        """Iterate over verdicts; kinds: of "true", "false", "unknown", "measured", none: all."""
        query = STRUCTS["vypr_analysis_query"](
            formula=_bytes(formula), function=_bytes(function), file=_bytes(file),
            since=_nanoseconds(since), until=_nanoseconds(until), run=run,
            transaction=transaction)
        for kind in [kinds] if isinstance(kinds, str) else kinds:
            if kind not in ("true", "false", "unknown", "measured"):
                raise ValueError("no kind of verdict: %r" % (kind,))
            setattr(query, "want_" + kind, 1)
        return self._parts(query, limit)

    def _parts(self, query, limit):
        # Growing parts, so that neither the first is late nor the skipped ones cost much.
        size = 1000
        while True:
            query.limit = min(size, limit - query.skip) if limit else size
            part = []
            visit, raised = _visitor(part.append)
            _call("vypr_analysis_verdicts", self._own(), ctypes.byref(query), visit, None)
            if raised:
                raise raised[0]
            yield from part
            query.skip += len(part)
            if len(part) < query.limit or query.skip == limit:
                return
            size = min(2 * size, 100000)

    def show(self, id):
        """One verdict in full: observations, values, the atom that decided."""
        return _ask("vypr_analysis_show", "vypr_analysis_detail", self._own(), _bytes(id))

    def path(self, id):
        return _ask("vypr_analysis_path", "vypr_analysis_path", self._own(), _bytes(id))

    def explain(self, formula, function=None, file=None):
        return _ask("vypr_analysis_explain", "vypr_analysis_explanation", self._own(),
                    _bytes(formula), _bytes(function), _bytes(file))

    def verify(self, formula, function=None, file=None):
        """What explain says, counted again by other code."""
        explanation = ctypes.POINTER(STRUCTS["vypr_analysis_explanation"])()
        _call("vypr_analysis_explain", self._own(), _bytes(formula), _bytes(function),
              _bytes(file), ctypes.byref(explanation))
        try:
            return _ask("vypr_analysis_verify", "vypr_analysis_verification", self._own(),
                        explanation)
        finally:
            _library.vypr_analysis_free(ctypes.cast(explanation, ctypes.c_void_p))

    def compare(self, formula=None, function=None, file=None, ids=(), start=None, end=None,
                inside=False):
        """One parametric path of all verdicts of a formula, or of those with these ids;
        start, end: observations, "q", between which it lies; inside: of the measured call."""
        texts = (ctypes.c_char_p * max(1, len(ids)))(*[_bytes(id) for id in ids])
        query = STRUCTS["vypr_analysis_compare_query"](
            formula=_bytes(formula), function=_bytes(function), file=_bytes(file),
            ids=ctypes.cast(texts, ctypes.POINTER(ctypes.c_char_p)), id_count=len(ids),
            to=_bytes(end), inside=bool(inside))
        setattr(query, "from", _bytes(start))
        return _ask("vypr_analysis_compare", "vypr_analysis_comparison", self._own(),
                    ctypes.byref(query))

    def bounds(self, formula=None, function=None, file=None, share=0.99):
        query = STRUCTS["vypr_analysis_bounds_query"](
            formula=_bytes(formula), function=_bytes(function), file=_bytes(file), share=share)
        return _ask("vypr_analysis_bounds", "vypr_analysis_bounds", self._own(),
                    ctypes.byref(query)).measurements

    def write_bounds(self, spec=None, share=0.99):
        """The specification with bounds for its "?": .bytes, a text, and .left."""
        return _ask("vypr_analysis_write_bounds", "vypr_analysis_bounded", self._own(),
                    _bytes(spec), ctypes.c_double(share))

    def recheck(self, run=0, spec=None, visit=None):
        """Judge recorded events again; visit is called with each verdict, and ends it by
        returning true."""
        query = STRUCTS["vypr_analysis_recheck_query"](run=run, spec=_bytes(spec))
        callback, raised = _visitor(visit) if visit else (_VISIT(), [])
        result = _ask("vypr_analysis_recheck", "vypr_analysis_recheck", self._own(),
                      ctypes.byref(query), callback, None)
        if raised:
            raise raised[0]
        return result


def open(path="vypr.db"):  # pylint: disable=redefined-builtin
    return Store(path)


def _side(store, runs):
    runs = [runs] if isinstance(runs, int) else builtins.list(runs or ())
    numbers = (ctypes.c_uint32 * max(1, len(runs)))(*runs)
    return STRUCTS["vypr_analysis_side"](
        analysis=store._own(), runs=ctypes.cast(numbers, ctypes.POINTER(ctypes.c_uint32)),
        run_count=len(runs)), numbers


def diff(before, after, before_runs=None, after_runs=None, formula=None, function=None,
         file=None, level=0.05):
    """What changed from one store, or runs of it, to another, or other runs."""
    one, keep_one = _side(before, before_runs)
    two, keep_two = _side(after, after_runs)
    query = STRUCTS["vypr_analysis_diff_query"](
        formula=_bytes(formula), function=_bytes(function), file=_bytes(file), level=level)
    result = _ask("vypr_analysis_diff", "vypr_analysis_diff", ctypes.byref(one),
                  ctypes.byref(two), ctypes.byref(query))
    del keep_one, keep_two
    return result
