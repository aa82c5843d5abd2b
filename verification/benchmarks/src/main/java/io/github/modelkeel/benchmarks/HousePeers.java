package io.github.modelkeel.benchmarks;

import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.preprocessing.Chain;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import io.github.modelkeel.model.preprocessing.Step;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Comparison;
import java.util.ArrayList;
import java.util.List;

/** The whole house model in the forms that peers read: preprocessing and trees in one file. */
final class HousePeers {
    private final ScoringModel model;
    private final TreeEnsembleScorer trees;
    private final List<String> features;

    HousePeers(ScoringModel model) {
        this.model = model;
        this.trees = (TreeEnsembleScorer) model.scorer();
        this.features = model.preprocessing().featureNames();
    }

    /** ONNX as scikit-learn's converter writes a pipeline: a tensor a column, a scaler, an encoder a text, the trees. */
    byte[] onnx() {
        OnnxGraph graph = new OnnxGraph();
        List<String> numbers = new ArrayList<>();
        List<String> encoded = new ArrayList<>(List.of("scaled"));
        List<Step.Standardize> scales = new ArrayList<>();
        for (Chain chain : CompiledPreprocessing.chainsOf(model.preprocessing())) {
            Step step = chain.steps().get(0);
            if (step instanceof Step.Standardize scale) {
                graph.input(chain.name(), OnnxGraph.FLOAT, 1);
                numbers.add(chain.name());
                scales.add(scale);
            } else {
                graph.input(chain.name(), OnnxGraph.STRING, 1);
                graph.node(
                        "OneHotEncoder",
                        "ai.onnx.ml",
                        List.of(chain.name()),
                        chain.name() + "_cube",
                        OnnxGraph.texts("cats_strings", ((Step.OneHot) step).categories()),
                        OnnxGraph.integer("zeros", 1));
                graph.node("Flatten", "", List.of(chain.name() + "_cube"), chain.name() + "_hot");
                encoded.add(chain.name() + "_hot");
            }
        }
        graph.node("Concat", "", numbers, "numbers", OnnxGraph.integer("axis", 1));
        float[] offsets = new float[scales.size()];
        float[] factors = new float[scales.size()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = (float) scales.get(i).mean();
            factors[i] = (float) (1 / scales.get(i).scale());
        }
        graph.node(
                "Scaler",
                "ai.onnx.ml",
                List.of("numbers"),
                "scaled",
                OnnxGraph.floats("offset", offsets),
                OnnxGraph.floats("scale", factors));
        graph.node("Concat", "", encoded, "features", OnnxGraph.integer("axis", 1));
        OnnxTrees.write(graph, trees, "features", "value");
        return graph.model("value");
    }

    /** PMML as the converters of JPMML write it: derived fields that scale, and splits on the texts themselves. */
    String pmml() {
        StringBuilder xml = new StringBuilder();
        xml.append("<PMML xmlns=\"http://www.dmg.org/PMML-4_4\" version=\"4.4\"><Header/><DataDictionary>");
        StringBuilder derived = new StringBuilder("<TransformationDictionary>");
        StringBuilder mining = new StringBuilder("<MiningSchema>");
        for (Chain chain : CompiledPreprocessing.chainsOf(model.preprocessing())) {
            mining.append("<MiningField name=\"").append(chain.name()).append("\"/>");
            if (chain.steps().get(0) instanceof Step.Standardize scale) {
                field(xml, chain.name(), "continuous", "double");
                derived.append(("<DerivedField name=\"scaled_%s\" optype=\"continuous\" dataType=\"double\">"
                                + "<Apply function=\"/\"><Apply function=\"-\"><FieldRef field=\"%s\"/>"
                                + "<Constant dataType=\"double\">%s</Constant></Apply>"
                                + "<Constant dataType=\"double\">%s</Constant></Apply></DerivedField>")
                        .formatted(chain.name(), chain.name(), scale.mean(), scale.scale()));
            } else {
                field(xml, chain.name(), "categorical", "string");
            }
        }
        field(xml, "price", "continuous", "double");
        xml.append("</DataDictionary>").append(derived).append("</TransformationDictionary>");
        xml.append("<MiningModel functionName=\"regression\">").append(mining);
        xml.append(
                "<MiningField name=\"price\" usageType=\"target\"/></MiningSchema><Targets><Target field=\"price\" ");
        xml.append("rescaleConstant=\"").append(trees.base()).append("\"/></Targets>");
        xml.append("<Segmentation multipleModelMethod=\"sum\">");
        for (int tree = 0; tree < trees.treeCount(); tree++) {
            xml.append("<Segment><True/><TreeModel functionName=\"regression\" splitCharacteristic=\"binarySplit\" "
                            + "missingValueStrategy=\"none\">")
                    .append(mining)
                    .append("</MiningSchema>");
            node(xml, tree, 0, "<True/>");
            xml.append("</TreeModel></Segment>");
        }
        return xml.append("</Segmentation></MiningModel></PMML>").toString();
    }

    private static void field(StringBuilder xml, String name, String kind, String type) {
        xml.append("<DataField name=\"%s\" optype=\"%s\" dataType=\"%s\"/>".formatted(name, kind, type));
    }

    private void node(StringBuilder xml, int tree, int node, String condition) {
        xml.append("<Node");
        if (trees.trees().isLeaf(tree, node)) {
            xml.append(" score=\"").append(trees.trees().value(tree, node)).append('"');
        }
        xml.append('>').append(condition);
        if (!trees.trees().isLeaf(tree, node)) {
            String feature = features.get(trees.trees().feature(tree, node));
            int equals = feature.indexOf('=');
            boolean less = trees.comparison() == Comparison.LESS;
            String[] operators = equals >= 0
                    ? new String[] {"notEqual", "equal"}
                    : less ? new String[] {"lessThan", "greaterOrEqual"} : new String[] {"lessOrEqual", "greaterThan"};
            String name = equals >= 0 ? feature.substring(0, equals) : "scaled_" + feature;
            String value = equals >= 0
                    ? feature.substring(equals + 1)
                    : String.valueOf(trees.trees().value(tree, node));
            int[] children = {trees.trees().left(tree, node), trees.trees().right(tree, node)};
            for (int i = 0; i < 2; i++) {
                node(
                        xml,
                        tree,
                        children[i],
                        "<SimplePredicate field=\"%s\" operator=\"%s\" value=\"%s\"/>"
                                .formatted(name, operators[i], value));
            }
        }
        xml.append("</Node>");
    }
}
