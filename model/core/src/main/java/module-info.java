import org.jspecify.annotations.NullMarked;

/** The neutral form of a model and its evaluator. */
@NullMarked
@SuppressWarnings("module") // the friend of the package of operations is built later
module io.github.modelkeel.model {
    requires static transitive org.jspecify;

    exports io.github.modelkeel.model;
    exports io.github.modelkeel.model.operation to
            io.github.modelkeel.formats;
}
