import org.jspecify.annotations.NullMarked;

/** Watches the drift of what is served, while it is served. */
@NullMarked
module io.github.modelkeel.driftmonitor {
    requires static transitive org.jspecify;
    requires static transitive io.github.modelkeel.serving;
    requires transitive io.github.modelkeel.drift;
    requires transitive micrometer.core;
    requires java.net.http;
    requires com.grack.nanojson;

    exports io.github.modelkeel.driftmonitor;
}
