import org.jspecify.annotations.NullMarked;

/** Configuration, HTTP, JSON and errors shared by the Modelkeel clients. */
@NullMarked
@SuppressWarnings("module") // the friends of the internal package are built later
module io.github.modelkeel.client {
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.core;
    requires java.logging; // of OkHttp, which is packed into this module under names of its own

    exports io.github.modelkeel.client;
    exports io.github.modelkeel.client.internal to
            io.github.modelkeel.tracking,
            io.github.modelkeel.registry,
            io.github.modelkeel.gates,
            io.github.modelkeel.serving,
            io.github.modelkeel.feast,
            io.github.modelkeel.cli;
    exports io.github.modelkeel.client.internal.environment to
            io.github.modelkeel.tracking;
    exports io.github.modelkeel.client.internal.json to
            io.github.modelkeel.tracking,
            io.github.modelkeel.registry,
            io.github.modelkeel.gates,
            io.github.modelkeel.feast,
            io.github.modelkeel.cli;

    uses java.util.spi.ToolProvider;
}
