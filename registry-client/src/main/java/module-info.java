import org.jspecify.annotations.NullMarked;

/** Models, versions, aliases and verified download from an MLflow-compatible model registry. */
@NullMarked
@SuppressWarnings("module") // the friends of the internal package are built later
module io.github.modelkeel.registry {
    requires static transitive org.jspecify;
    requires transitive io.github.modelkeel.client;

    exports io.github.modelkeel.registry;
    exports io.github.modelkeel.registry.internal to
            io.github.modelkeel.serving,
            io.github.modelkeel.cli;
    exports io.github.modelkeel.registry.webhook to
            io.github.modelkeel.cli;
}
