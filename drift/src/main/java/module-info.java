import org.jspecify.annotations.NullMarked;

/** Profiles, drift statistics and reports. */
@NullMarked
module io.github.modelkeel.drift {
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.core;
    requires de.siegmar.fastcsv;

    exports io.github.modelkeel.drift;
}
