package io.github.modelkeel.onnx.operator;

import io.github.modelkeel.onnx.graph.NodeData;
import io.github.modelkeel.onnx.program.GraphImport;

/** How one of ONNX's operators becomes a part of the program. */
interface Operator {
    /** Reads the node's inputs, adds what is needed, and puts its outputs. */
    void read(NodeData node, GraphImport graph);
}
