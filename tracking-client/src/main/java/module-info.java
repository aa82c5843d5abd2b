import org.jspecify.annotations.NullMarked;

/** Experiment logging to an MLflow-compatible tracking server. */
@NullMarked
module io.github.modelkeel.tracking {
    requires static transitive org.jspecify;
    requires transitive io.github.modelkeel.client;
    requires static transitive java.desktop; // for images and figures
    requires static java.management; // for system metrics, as far as the JVM has them
    requires static jdk.management;

    exports io.github.modelkeel.tracking;
}
