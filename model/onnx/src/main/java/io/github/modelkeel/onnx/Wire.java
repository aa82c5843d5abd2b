package io.github.modelkeel.onnx;

/** The numbers of ONNX's fields and types that are read, from {@code onnx.proto}. */
final class Wire {
    static final int MODEL_GRAPH = 7;
    static final int MODEL_OPSETS = 8;
    static final int OPSET_DOMAIN = 1;
    static final int OPSET_VERSION = 2;

    static final int GRAPH_NODES = 1;
    static final int GRAPH_INITIALIZERS = 5;
    static final int GRAPH_INPUTS = 11;
    static final int GRAPH_OUTPUTS = 12;
    static final int GRAPH_SPARSE = 15;

    static final int NODE_INPUTS = 1;
    static final int NODE_OUTPUTS = 2;
    static final int NODE_OPERATOR = 4;
    static final int NODE_ATTRIBUTES = 5;
    static final int NODE_DOMAIN = 7;

    static final int ATTRIBUTE_NAME = 1;
    static final int ATTRIBUTE_REAL = 2;
    static final int ATTRIBUTE_INTEGER = 3;
    static final int ATTRIBUTE_TEXT = 4;
    static final int ATTRIBUTE_TENSOR = 5;
    static final int ATTRIBUTE_GRAPH = 6;
    static final int ATTRIBUTE_REALS = 7;
    static final int ATTRIBUTE_INTEGERS = 8;
    static final int ATTRIBUTE_TEXTS = 9;
    static final int ATTRIBUTE_TYPE = 20;

    static final int TENSOR_DIMENSIONS = 1;
    static final int TENSOR_TYPE = 2;
    static final int TENSOR_FLOATS = 4;
    static final int TENSOR_INTS = 5;
    static final int TENSOR_TEXTS = 6;
    static final int TENSOR_LONGS = 7;
    static final int TENSOR_NAME = 8;
    static final int TENSOR_RAW = 9;
    static final int TENSOR_DOUBLES = 10;
    static final int TENSOR_EXTERNAL = 13;
    static final int TENSOR_LOCATION = 14;

    static final int VALUE_NAME = 1;
    static final int VALUE_TYPE = 2;
    static final int TYPE_TENSOR = 1;
    static final int TYPE_ELEMENT = 1;
    static final int TYPE_SHAPE = 2;
    static final int SHAPE_DIMENSION = 1;
    static final int DIMENSION_VALUE = 1;

    static final int FLOAT = 1;
    static final int UINT8 = 2;
    static final int INT32 = 6;
    static final int INT64 = 7;
    static final int STRING = 8;
    static final int BOOL = 9;
    static final int DOUBLE = 11;

    static final String ML = "ai.onnx.ml";

    private Wire() {}
}
