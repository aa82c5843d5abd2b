import org.jspecify.annotations.NullMarked;

/** Models, versions, aliases and verified download from an MLflow-compatible model registry. */
@NullMarked
module io.github.modelkeel.registry {
    requires static transitive org.jspecify;
    requires transitive io.github.modelkeel.client;

    exports io.github.modelkeel.registry;
}
