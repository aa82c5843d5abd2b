import org.jspecify.annotations.NullMarked;

/** The form in which models are stored, and what finds the readers of other forms. */
@NullMarked
@SuppressWarnings("module") // the friends of the internal package are built later
module io.github.modelkeel.formats {
    requires static transitive org.jspecify;
    requires transitive io.github.modelkeel.model;
    requires com.fasterxml.jackson.core;
    requires org.snakeyaml.engine;

    exports io.github.modelkeel.formats;
    exports io.github.modelkeel.formats.internal to
            io.github.modelkeel.boosters,
            io.github.modelkeel.cli,
            io.github.modelkeel.gates,
            io.github.modelkeel.onnx,
            io.github.modelkeel.sklearn;

    uses io.github.modelkeel.formats.ModelReader;
}
