import org.jspecify.annotations.NullMarked;

/** The command line. */
@NullMarked
module io.github.modelkeel.cli {
    requires static transitive org.jspecify;
    requires io.github.modelkeel.registry;
    requires io.github.modelkeel.tracking;
    requires io.github.modelkeel.client;
    requires io.github.modelkeel.model;
    requires io.github.modelkeel.formats;
    requires io.github.modelkeel.drift;
    requires io.github.modelkeel.gates;
    requires io.github.modelkeel.validation;
    requires io.github.modelkeel.servinghttp;
    requires com.fasterxml.jackson.core;
    requires de.siegmar.fastcsv;
    requires info.picocli;

    exports io.github.modelkeel.cli;

    opens io.github.modelkeel.cli to
            info.picocli;
    opens io.github.modelkeel.cli.console to
            info.picocli;
    opens io.github.modelkeel.cli.registry to
            info.picocli;
    opens io.github.modelkeel.cli.runs to
            info.picocli;
    opens io.github.modelkeel.cli.spool to
            info.picocli;
    opens io.github.modelkeel.cli.watch to
            info.picocli;

    uses java.util.spi.ToolProvider;

    provides System.LoggerFinder with
            io.github.modelkeel.cli.QuietLogging;
}
