package io.github.modelkeel.onnx.graph;

/** The numbers of ONNX's fields and types that are read, from {@code onnx.proto}. */
public final class Wire {
    public static final int MODEL_GRAPH = 7;
    public static final int MODEL_OPSETS = 8;
    public static final int OPSET_DOMAIN = 1;
    public static final int OPSET_VERSION = 2;

    public static final int GRAPH_NODES = 1;
    public static final int GRAPH_INITIALIZERS = 5;
    public static final int GRAPH_INPUTS = 11;
    public static final int GRAPH_OUTPUTS = 12;
    public static final int GRAPH_SPARSE = 15;

    public static final int NODE_INPUTS = 1;
    public static final int NODE_OUTPUTS = 2;
    public static final int NODE_OPERATOR = 4;
    public static final int NODE_ATTRIBUTES = 5;
    public static final int NODE_DOMAIN = 7;

    public static final int ATTRIBUTE_NAME = 1;
    public static final int ATTRIBUTE_REAL = 2;
    public static final int ATTRIBUTE_INTEGER = 3;
    public static final int ATTRIBUTE_TEXT = 4;
    public static final int ATTRIBUTE_TENSOR = 5;
    public static final int ATTRIBUTE_GRAPH = 6;
    public static final int ATTRIBUTE_REALS = 7;
    public static final int ATTRIBUTE_INTEGERS = 8;
    public static final int ATTRIBUTE_TEXTS = 9;
    public static final int ATTRIBUTE_TYPE = 20;

    public static final int TENSOR_DIMENSIONS = 1;
    public static final int TENSOR_TYPE = 2;
    public static final int TENSOR_FLOATS = 4;
    public static final int TENSOR_INTS = 5;
    public static final int TENSOR_TEXTS = 6;
    public static final int TENSOR_LONGS = 7;
    public static final int TENSOR_NAME = 8;
    public static final int TENSOR_RAW = 9;
    public static final int TENSOR_DOUBLES = 10;
    public static final int TENSOR_EXTERNAL = 13;
    public static final int TENSOR_LOCATION = 14;

    public static final int VALUE_NAME = 1;
    public static final int VALUE_TYPE = 2;
    public static final int TYPE_TENSOR = 1;
    public static final int TYPE_ELEMENT = 1;
    public static final int TYPE_SHAPE = 2;
    public static final int SHAPE_DIMENSION = 1;
    public static final int DIMENSION_VALUE = 1;

    public static final int FLOAT = 1;
    public static final int UINT8 = 2;
    public static final int INT32 = 6;
    public static final int INT64 = 7;
    public static final int STRING = 8;
    public static final int BOOL = 9;
    public static final int DOUBLE = 11;

    public static final String ML = "ai.onnx.ml";

    private Wire() {}
}
