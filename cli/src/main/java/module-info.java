import org.jspecify.annotations.NullMarked;

/** The command line. */
@NullMarked
module io.github.modelkeel.cli {
    requires static transitive org.jspecify;
    requires io.github.modelkeel.registry;
    requires io.github.modelkeel.client;
    requires io.github.modelkeel.model;
    requires io.github.modelkeel.formats;
    requires io.github.modelkeel.drift;
    requires io.github.modelkeel.validation;
    requires com.fasterxml.jackson.core;
    requires de.siegmar.fastcsv;
    requires info.picocli;

    exports io.github.modelkeel.cli;

    opens io.github.modelkeel.cli to
            info.picocli;

    provides System.LoggerFinder with
            io.github.modelkeel.cli.QuietLogging;
}
