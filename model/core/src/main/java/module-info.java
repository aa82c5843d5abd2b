import org.jspecify.annotations.NullMarked;

/** The neutral form of a model and its evaluator. */
@NullMarked
@SuppressWarnings("module") // the friends of these packages are built later
module io.github.modelkeel.model {
    requires static transitive org.jspecify;

    exports io.github.modelkeel.model;
    exports io.github.modelkeel.model.training;
    exports io.github.modelkeel.model.operation to
            io.github.modelkeel.boosters,
            io.github.modelkeel.formats,
            io.github.modelkeel.onnx,
            io.github.modelkeel.sklearn;
    exports io.github.modelkeel.model.preprocessing to
            io.github.modelkeel.boosters,
            io.github.modelkeel.formats,
            io.github.modelkeel.onnx,
            io.github.modelkeel.sklearn;
    exports io.github.modelkeel.model.scorer to
            io.github.modelkeel.boosters,
            io.github.modelkeel.cli,
            io.github.modelkeel.formats,
            io.github.modelkeel.onnx,
            io.github.modelkeel.servinghttp,
            io.github.modelkeel.sklearn,
            io.github.modelkeel.tribuo;
    exports io.github.modelkeel.model.tree to
            io.github.modelkeel.cli,
            io.github.modelkeel.formats;
}
