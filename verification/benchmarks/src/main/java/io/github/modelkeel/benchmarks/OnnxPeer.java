package io.github.modelkeel.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** ONNX Runtime's Java API on one thread. */
final class OnnxPeer {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    OnnxPeer(byte[] model) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(model, options);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The values for rows of features. */
    float[][] features(float[][] rows) {
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, rows)) {
            return values(Map.of("features", tensor));
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The value for a house: a tensor a column. */
    float house(Houses.House house) {
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            tensors.put("sqft", number(house.sqft()));
            tensors.put("bedrooms", number(house.bedrooms()));
            tensors.put("bathrooms", number(house.bathrooms()));
            tensors.put("age", number(house.age()));
            tensors.put("area", OnnxTensor.createTensor(environment, new String[][] {{house.area()}}));
            tensors.put("condition", OnnxTensor.createTensor(environment, new String[][] {{house.condition()}}));
            return values(tensors)[0][0];
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        } finally {
            List.copyOf(tensors.values()).forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor number(double value) throws OrtException {
        return OnnxTensor.createTensor(environment, new float[][] {{(float) value}});
    }

    private float[][] values(Map<String, OnnxTensor> inputs) throws OrtException {
        try (OrtSession.Result result = session.run(inputs)) {
            return (float[][]) result.get(0).getValue();
        }
    }
}
