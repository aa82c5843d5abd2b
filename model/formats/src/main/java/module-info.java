import org.jspecify.annotations.NullMarked;

/** Readers and writers of model files. */
@NullMarked
module io.github.modelkeel.formats {
    requires static transitive org.jspecify;
    requires transitive io.github.modelkeel.model;
    requires com.fasterxml.jackson.core;
    requires org.snakeyaml.engine;

    exports io.github.modelkeel.formats;

    uses io.github.modelkeel.formats.OnnxGraphRuntime;
}
