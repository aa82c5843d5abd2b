/** A service on the module path: Micrometer is an automatic module, so there is no image of it. */
module demo {
    requires io.github.modelkeel.tracking;
    requires io.github.modelkeel.registry;
    requires io.github.modelkeel.serving;
    requires io.github.modelkeel.formats;
    requires io.github.modelkeel.servinghttp;
    requires io.github.modelkeel.drift;
    requires io.github.modelkeel.driftmonitor;
    requires io.github.modelkeel.gates;
    requires io.github.modelkeel.evaluation;
    requires io.github.modelkeel.validation;
    requires java.net.http;
}
