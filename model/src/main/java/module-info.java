import org.jspecify.annotations.NullMarked;

/** The neutral form of a model and its evaluator. */
@NullMarked
module io.github.modelkeel.model {
    requires static transitive org.jspecify;

    exports io.github.modelkeel.model;
}
