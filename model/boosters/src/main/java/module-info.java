import org.jspecify.annotations.NullMarked;

/** Models of XGBoost and LightGBM. */
@NullMarked
@SuppressWarnings("module") // the friend of the package of boosters is built later
module io.github.modelkeel.boosters {
    requires static transitive org.jspecify;
    requires transitive io.github.modelkeel.formats;
    requires com.fasterxml.jackson.core;

    exports io.github.modelkeel.boosters;
    exports io.github.modelkeel.boosters.model to
            io.github.modelkeel.sklearn;

    provides io.github.modelkeel.formats.ModelReader with
            io.github.modelkeel.boosters.BoosterReader;
}
