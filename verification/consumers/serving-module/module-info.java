/** A service on the module path: Micrometer is an automatic module, so there is no image of it. */
module demo {
    requires io.github.modelkeel.tracking;
    requires io.github.modelkeel.registry;
    requires io.github.modelkeel.serving;
    requires io.github.modelkeel.formats;
    requires io.github.modelkeel.drift;
}
