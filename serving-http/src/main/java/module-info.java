import org.jspecify.annotations.NullMarked;

/** Predictors behind HTTP. */
@NullMarked
@SuppressWarnings("module") // the friend of two packages is built later
module io.github.modelkeel.servinghttp {
    requires static transitive org.jspecify;
    requires transitive io.github.modelkeel.serving;
    requires io.github.modelkeel.registry;
    requires com.fasterxml.jackson.core;

    exports io.github.modelkeel.servinghttp;
    exports io.github.modelkeel.servinghttp.message to
            io.github.modelkeel.cli;
    exports io.github.modelkeel.servinghttp.socket to
            io.github.modelkeel.cli;
}
