import org.jspecify.annotations.NullMarked;

/** Predictors behind HTTP. */
@NullMarked
module io.github.modelkeel.servinghttp {
    requires static transitive org.jspecify;
    requires transitive io.github.modelkeel.serving;
    requires io.github.modelkeel.registry;
    requires com.fasterxml.jackson.core;

    exports io.github.modelkeel.servinghttp;
}
