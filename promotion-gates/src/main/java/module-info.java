import org.jspecify.annotations.NullMarked;

/** Gates of a promotion, read from a file. */
@NullMarked
module io.github.modelkeel.gates {
    requires static transitive org.jspecify;
    requires transitive io.github.modelkeel.registry;
    requires io.github.modelkeel.client;
    requires io.github.modelkeel.evaluation;
    requires io.github.modelkeel.formats;
    requires io.github.modelkeel.model;
    requires de.siegmar.fastcsv;
    requires java.net.http;
    requires org.snakeyaml.engine;

    exports io.github.modelkeel.gates;
}
