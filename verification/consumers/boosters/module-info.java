/** A service of XGBoost on the module path: the reader is found as a service, and no other is there. */
module demo {
    requires io.github.modelkeel.formats;
}
