import org.jspecify.annotations.NullMarked;

/** Models in ONNX. */
@NullMarked
module io.github.modelkeel.onnx {
    requires static transitive org.jspecify;
    requires transitive io.github.modelkeel.formats;

    exports io.github.modelkeel.onnx;

    uses io.github.modelkeel.onnx.OnnxGraphRuntime;

    provides io.github.modelkeel.formats.ModelReader with
            io.github.modelkeel.onnx.OnnxReader;
}
