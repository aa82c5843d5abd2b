import org.jspecify.annotations.NullMarked;

/** Expectations of data: declared, inferred or read from a suite of Great Expectations, and checked. */
@NullMarked
module io.github.modelkeel.validation {
    requires static transitive java.sql;
    requires static transitive org.jspecify;
    requires transitive io.github.modelkeel.drift;
    requires com.grack.nanojson;

    exports io.github.modelkeel.validation;
}
