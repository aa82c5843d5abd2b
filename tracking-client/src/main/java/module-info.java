import org.jspecify.annotations.NullMarked;

/** Experiment logging to an MLflow-compatible tracking server. */
@NullMarked
module io.github.modelkeel.tracking {
    requires static transitive org.jspecify;
    requires transitive io.github.modelkeel.client;
    requires com.fasterxml.jackson.databind;

    exports io.github.modelkeel.tracking;
}
