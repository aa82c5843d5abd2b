package io.github.modelkeel.servinghttp.protocol;

import io.github.modelkeel.serving.Prediction;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Hears of predictions and cannot harm them. Safe for use by multiple threads. */
public final class PredictionListener {
    private static final System.Logger LOG = System.getLogger(PredictionListener.class.getName());

    private final Consumer<? super Prediction> consumer;
    private final AtomicBoolean warned = new AtomicBoolean();

    /** Protects from what a consumer throws. */
    public PredictionListener(Consumer<? super Prediction> consumer) {
        this.consumer = consumer;
    }

    void accept(Prediction prediction) {
        try {
            consumer.accept(prediction);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (RuntimeException
                | Error e) { // also an assertion or a class that is missing: the reply does not depend on it
            if (warned.compareAndSet(false, true)) {
                LOG.log(System.Logger.Level.WARNING, "the listener of predictions failed; said once", e);
            }
        }
    }
}
