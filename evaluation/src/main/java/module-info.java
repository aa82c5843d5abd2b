import org.jspecify.annotations.NullMarked;

/** How well a model does: metrics with intervals, estimates without labels, and the change from one time to another. */
@NullMarked
module io.github.modelkeel.evaluation {
    requires static transitive org.jspecify;

    exports io.github.modelkeel.evaluation;
}
