import org.jspecify.annotations.NullMarked;

/** Profiles, drift statistics and reports. */
@NullMarked
module io.github.modelkeel.drift {
    requires static transitive java.sql;
    requires static transitive org.jspecify;
    requires com.grack.nanojson;
    requires de.siegmar.fastcsv;

    exports io.github.modelkeel.drift;
}
