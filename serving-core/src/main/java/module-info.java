import org.jspecify.annotations.NullMarked;

/** Predictors: resolve, verify, load, cache, refresh and guard a model. */
@NullMarked
module io.github.modelkeel.serving {
    requires static transitive org.jspecify;
    requires io.github.modelkeel.client;
    requires transitive io.github.modelkeel.registry;
    requires transitive io.github.modelkeel.model;
    requires transitive io.github.modelkeel.formats;
    requires transitive micrometer.core;

    exports io.github.modelkeel.serving;
}
