package io.github.modelkeel.onnx.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The graph of a file.
 *
 * @param nodes the nodes, each behind those that it reads from
 * @param constants the constant values by name
 * @param inputs the inputs that are not constants
 * @param outputs the names of the outputs
 * @param opset the version of ONNX's own operators
 */
public record GraphData(
        List<NodeData> nodes, Map<String, TensorData> constants, List<Input> inputs, List<String> outputs, int opset) {
    private static final int MAX_OPSET = 100;

    /**
     * An input.
     *
     * @param name the name
     * @param type ONNX's number of the element type, 0 when it is not a tensor
     * @param rank how many dimensions it has, with the rows
     * @param width the product of the dimensions behind the rows, -1 when it is not known
     */
    public record Input(String name, int type, int rank, int width) {}

    public static GraphData read(OnnxReading reading, byte[] content) {
        Fields model = new Fields(reading, content);
        GraphData graph = null;
        int opset = 1;
        for (int field = model.next(); field != 0; field = model.next()) {
            switch (field) {
                case Wire.MODEL_GRAPH -> graph = graph(model.message());
                case Wire.MODEL_OPSETS -> opset = Math.max(opset, ownOpset(model.message()));
                default -> model.skip();
            }
        }
        if (graph == null) {
            throw reading.refusal("not a valid ONNX file: it has no graph");
        }
        return new GraphData(graph.nodes, graph.constants, graph.inputs, graph.outputs, opset);
    }

    private static int ownOpset(Fields fields) {
        String domain = "";
        long version = 0;
        for (int field = fields.next(); field != 0; field = fields.next()) {
            switch (field) {
                case Wire.OPSET_DOMAIN -> domain = fields.text();
                case Wire.OPSET_VERSION -> version = fields.integer();
                default -> fields.skip();
            }
        }
        if (version < 0 || version > MAX_OPSET) {
            throw fields.reading().refusal("it needs version " + version + " of the operators");
        }
        return domain.isEmpty() || domain.equals("ai.onnx") ? (int) version : 0;
    }

    private static GraphData graph(Fields fields) {
        List<NodeData> nodes = new ArrayList<>();
        Map<String, TensorData> constants = new LinkedHashMap<>();
        List<Input> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        for (int field = fields.next(); field != 0; field = fields.next()) {
            switch (field) {
                case Wire.GRAPH_NODES -> nodes.add(NodeData.read(fields.message()));
                case Wire.GRAPH_INITIALIZERS -> {
                    TensorData tensor = TensorData.read(fields.message());
                    constants.put(tensor.name(), tensor);
                }
                case Wire.GRAPH_INPUTS -> inputs.add(input(fields.message()));
                case Wire.GRAPH_OUTPUTS -> outputs.add(input(fields.message()).name());
                case Wire.GRAPH_SPARSE -> throw fields.reading().unsupported("a sparse tensor");
                default -> fields.skip();
            }
        }
        inputs.removeIf(input -> constants.containsKey(input.name()));
        return new GraphData(nodes, constants, inputs, outputs, 0);
    }

    private static Input input(Fields fields) {
        String name = "";
        Input shape = new Input("", 0, 0, -1);
        for (int field = fields.next(); field != 0; field = fields.next()) {
            switch (field) {
                case Wire.VALUE_NAME -> name = fields.text();
                case Wire.VALUE_TYPE -> shape = type(fields.message());
                default -> fields.skip();
            }
        }
        return new Input(name, shape.type, shape.rank, shape.width);
    }

    private static Input type(Fields fields) {
        Input tensor = new Input("", 0, 0, -1);
        for (int field = fields.next(); field != 0; field = fields.next()) {
            if (field == Wire.TYPE_TENSOR) {
                tensor = tensor(fields.message());
            } else {
                fields.skip();
            }
        }
        return tensor;
    }

    private static Input tensor(Fields fields) {
        int type = 0;
        LongList dimensions = new LongList();
        for (int field = fields.next(); field != 0; field = fields.next()) {
            switch (field) {
                case Wire.TYPE_ELEMENT -> type = (int) fields.integer();
                case Wire.TYPE_SHAPE -> shape(fields.message(), dimensions);
                default -> fields.skip();
            }
        }
        long[] all = dimensions.toArray();
        long width = 1;
        for (int i = 1; i < all.length; i++) {
            width = all[i] < 1 || all[i] > OnnxReading.MAX_WIDTH ? -1 : width * all[i];
            if (width < 0 || width > OnnxReading.MAX_WIDTH) {
                width = -1;
                break;
            }
        }
        return new Input("", type, all.length, (int) width);
    }

    private static void shape(Fields fields, LongList dimensions) {
        for (int field = fields.next(); field != 0; field = fields.next()) {
            if (field != Wire.SHAPE_DIMENSION) {
                fields.skip();
                continue;
            }
            Fields dimension = fields.message();
            long value = -1;
            for (int part = dimension.next(); part != 0; part = dimension.next()) {
                if (part == Wire.DIMENSION_VALUE) {
                    value = dimension.integer();
                } else {
                    dimension.skip();
                }
            }
            dimensions.add(value);
        }
    }
}
