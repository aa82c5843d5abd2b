package io.github.modelkeel.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.onnx.OnnxGraphRuntime;

/**
 * Runs any graph of numbers with ONNX Runtime on the processor, on one thread a call. It is found by its presence: a service that has
 * this jar on its path loads graphs with operators that {@code model-formats} does not know. Graphs that it does know never come here.
 * Safe for use by multiple threads.
 *
 * <p>A graph that reads texts is refused. The native library is loaded with the first such graph; a graph's native memory is freed when
 * its model is no longer reachable.
 */
public final class OnnxRuntime implements OnnxGraphRuntime {
    /** Made by {@link java.util.ServiceLoader}. */
    public OnnxRuntime() {}

    @Override
    public Graph open(String file, byte[] content) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            OrtSession session = environment.createSession(content, options);
            try {
                return new SessionGraph(file, environment, session);
            } catch (OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new ModelRefusedException(file + ": ONNX Runtime refuses the graph: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "OnnxRuntime[" + OrtEnvironment.getEnvironment().getVersion() + "]";
    }
}
