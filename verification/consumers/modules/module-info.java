/** An application of named modules alone, which jlink makes an image of. */
module demo {
    requires io.github.modelkeel.tracking;
    requires io.github.modelkeel.registry;
    requires io.github.modelkeel.drift;
}
