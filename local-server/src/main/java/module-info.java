import org.jspecify.annotations.NullMarked;

/** An embedded MLflow-compatible server. */
@NullMarked
module io.github.modelkeel.localserver {
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires java.logging;
    requires java.net.http;
    requires java.sql;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires org.xerial.sqlitejdbc;
    requires static transitive org.junit.jupiter.api;

    exports io.github.modelkeel.localserver;

    provides java.util.spi.ToolProvider with
            io.github.modelkeel.localserver.LocalServerTool;
}
