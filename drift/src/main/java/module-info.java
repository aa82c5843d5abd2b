import org.jspecify.annotations.NullMarked;

/** Profiles, drift statistics and reports. */
@NullMarked
@SuppressWarnings("module") // the friends of the internal packages are built later
module io.github.modelkeel.drift {
    requires static transitive java.sql;
    requires static transitive org.jspecify;
    requires com.grack.nanojson;
    requires de.siegmar.fastcsv;

    exports io.github.modelkeel.drift;
    exports io.github.modelkeel.drift.column to
            io.github.modelkeel.validation,
            io.github.modelkeel.driftmonitor;
    exports io.github.modelkeel.drift.json to
            io.github.modelkeel.validation,
            io.github.modelkeel.driftmonitor;
    exports io.github.modelkeel.drift.message to
            io.github.modelkeel.validation,
            io.github.modelkeel.cli;
    exports io.github.modelkeel.drift.profile to
            io.github.modelkeel.driftmonitor;
    exports io.github.modelkeel.drift.report to
            io.github.modelkeel.validation,
            io.github.modelkeel.driftmonitor;
    exports io.github.modelkeel.drift.source to
            io.github.modelkeel.validation;
}
