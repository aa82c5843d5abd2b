import org.jspecify.annotations.NullMarked;

/** Models of scikit-learn, and of other libraries with its interface. */
@NullMarked
module io.github.modelkeel.sklearn {
    requires static transitive org.jspecify;
    requires transitive io.github.modelkeel.formats;
    requires io.github.modelkeel.boosters;
    requires com.fasterxml.jackson.core;

    exports io.github.modelkeel.sklearn;

    provides io.github.modelkeel.formats.ModelReader with
            io.github.modelkeel.sklearn.SklearnReader;
}
