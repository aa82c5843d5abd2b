import org.jspecify.annotations.NullMarked;

/** Online features of a Feast feature server as rows for a model. */
@NullMarked
module io.github.modelkeel.feast {
    requires static transitive org.jspecify;
    requires transitive io.github.modelkeel.client;
    requires java.net.http;

    exports io.github.modelkeel.feast;
}
