package io.github.modelkeel.onnxruntime;

import ai.onnxruntime.MapInfo;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.SequenceInfo;
import ai.onnxruntime.TensorInfo;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.onnx.OnnxGraphRuntime;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A session of ONNX Runtime, one row at a time. The session is closed when this object is no longer reachable. */
final class SessionGraph implements OnnxGraphRuntime.Graph {
    private static final Cleaner CLEANER = Cleaner.create();

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final List<OnnxGraphRuntime.Input> inputs = new ArrayList<>();
    private final String output;
    private final int outputs;
    private final List<String> classes;

    SessionGraph(String file, OrtEnvironment environment, OrtSession session) throws OrtException {
        this.environment = environment;
        this.session = session;
        for (NodeInfo node : session.getInputInfo().values()) {
            if (!(node.getInfo() instanceof TensorInfo tensor) || !isNumber(tensor.type)) {
                throw new ModelRefusedException(file + ": the input '" + node.getName()
                        + "' is not a tensor of numbers; encode texts before the graph");
            }
            long[] shape = tensor.getShape();
            long width = shape.length == 2 ? shape[1] : shape.length < 2 ? 1 : -1;
            if (width < 1 || width > 10_000) {
                throw new ModelRefusedException(file + ": the input '" + node.getName() + "' has the shape "
                        + Arrays.toString(shape) + "; one number, or a fixed count of them, a row is needed");
            }
            tensors.put(node.getName(), tensor);
            inputs.add(new OnnxGraphRuntime.Input(node.getName(), (int) width));
        }
        this.output = chosen(file);
        Answer sample = run();
        this.outputs = sample.values().length;
        this.classes = sample.classes();
        CLEANER.register(this, new Closing(session));
    }

    /** Must not refer to the graph, which it outlives. */
    private record Closing(OrtSession session) implements Runnable {
        @Override
        public void run() {
            try {
                session.close();
            } catch (OrtException e) {
                System.getLogger(SessionGraph.class.getName())
                        .log(System.Logger.Level.WARNING, "a session of ONNX Runtime could not be closed", e);
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // read at once
    private record Answer(double[] values, List<String> classes) {}

    private static boolean isNumber(OnnxJavaType type) {
        return switch (type) {
            case FLOAT, DOUBLE, INT32, INT64, BOOL -> true;
            default -> false;
        };
    }

    /** A map of probabilities, or else the only tensor of real numbers, or else the only tensor of numbers. */
    private String chosen(String file) throws OrtException {
        List<String> reals = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        for (NodeInfo node : session.getOutputInfo().values()) {
            if (node.getInfo() instanceof SequenceInfo || node.getInfo() instanceof MapInfo) {
                return node.getName();
            }
            if (node.getInfo() instanceof TensorInfo tensor && isNumber(tensor.type)) {
                numbers.add(node.getName());
                if (tensor.type == OnnxJavaType.FLOAT || tensor.type == OnnxJavaType.DOUBLE) {
                    reals.add(node.getName());
                }
            }
        }
        List<String> all = reals.isEmpty() ? numbers : reals;
        if (all.size() != 1) {
            throw new ModelRefusedException(file + ": the graph has " + all.size()
                    + " outputs of numbers, so that none of them is the prediction; keep one");
        }
        return all.get(0);
    }

    @Override
    public List<OnnxGraphRuntime.Input> inputs() {
        return List.copyOf(inputs);
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    /** A row of zeros, to see what comes out. */
    private Answer run() throws OrtException {
        return answer(
                new double
                        [inputs.stream().mapToInt(OnnxGraphRuntime.Input::width).sum()]);
    }

    @Override
    public double[] run(double[] columns) {
        try {
            return answer(columns).values();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private Answer answer(double[] columns) throws OrtException {
        Map<String, OnnxTensor> feeds = new HashMap<>();
        try {
            int at = 0;
            for (OnnxGraphRuntime.Input input : inputs) {
                double[] own = Arrays.copyOfRange(columns, at, at + input.width());
                TensorInfo info = Objects.requireNonNull(tensors.get(input.name()), input.name());
                feeds.put(input.name(), tensor(info, own));
                at += input.width();
            }
            try (OrtSession.Result result = session.run(feeds, Set.of(output))) {
                return read(result.get(0));
            }
        } finally {
            feeds.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor tensor(TensorInfo info, double[] values) throws OrtException {
        long[] shape = info.getShape().length == 2 ? new long[] {1, values.length} : new long[] {1};
        return switch (info.type) {
            case DOUBLE -> OnnxTensor.createTensor(environment, DoubleBuffer.wrap(values), shape);
            case INT64 -> {
                LongBuffer whole = LongBuffer.allocate(values.length);
                for (double value : values) {
                    whole.put((long) value);
                }
                yield OnnxTensor.createTensor(environment, whole.flip(), shape);
            }
            case INT32 -> {
                IntBuffer whole = IntBuffer.allocate(values.length);
                for (double value : values) {
                    whole.put((int) value);
                }
                yield OnnxTensor.createTensor(environment, whole.flip(), shape);
            }
            case BOOL -> {
                ByteBuffer truth = ByteBuffer.allocateDirect(values.length);
                for (double value : values) {
                    truth.put((byte) (value == 0 ? 0 : 1));
                }
                yield OnnxTensor.createTensor(environment, truth.flip(), shape, OnnxJavaType.BOOL);
            }
            default -> {
                FloatBuffer floats = FloatBuffer.allocate(values.length);
                for (double value : values) {
                    floats.put((float) value);
                }
                yield OnnxTensor.createTensor(environment, floats.flip(), shape);
            }
        };
    }

    private static Answer read(OnnxValue value) throws OrtException {
        if (value instanceof OnnxTensor tensor) {
            return new Answer(numbers(tensor), List.of());
        }
        Object content = value.getValue();
        Object first = content instanceof List<?> list && !list.isEmpty() ? list.get(0) : content;
        Map<?, ?> map = first instanceof OnnxMap nested ? nested.getValue() : (Map<?, ?>) first;
        List<String> names = new ArrayList<>();
        for (Object key : map.keySet()) {
            names.add(String.valueOf(key));
        }
        names.sort(SessionGraph::byNumberOrText);
        Map<String, Double> byName = new HashMap<>();
        map.forEach((key, probability) -> byName.put(String.valueOf(key), ((Number) probability).doubleValue()));
        return new Answer(
                names.stream()
                        .mapToDouble(name -> byName.getOrDefault(name, Double.NaN))
                        .toArray(),
                names);
    }

    private static int byNumberOrText(String one, String other) {
        boolean numbers = one.matches("-?\\d{1,18}") && other.matches("-?\\d{1,18}");
        return numbers ? Long.compare(Long.parseLong(one), Long.parseLong(other)) : one.compareTo(other);
    }

    private static double[] numbers(OnnxTensor tensor) throws OrtException {
        return switch (tensor.getInfo().type) {
            case FLOAT -> {
                FloatBuffer floats = tensor.getFloatBuffer();
                double[] numbers = new double[floats.remaining()];
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = floats.get();
                }
                yield numbers;
            }
            case DOUBLE -> {
                double[] numbers = new double[tensor.getDoubleBuffer().remaining()];
                tensor.getDoubleBuffer().get(numbers);
                yield numbers;
            }
            case INT64 -> {
                LongBuffer whole = tensor.getLongBuffer();
                double[] numbers = new double[whole.remaining()];
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = whole.get();
                }
                yield numbers;
            }
            default -> throw new OrtException("the output is a tensor of " + tensor.getInfo().type);
        };
    }
}
