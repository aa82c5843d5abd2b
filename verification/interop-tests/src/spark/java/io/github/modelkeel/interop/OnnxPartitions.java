package io.github.modelkeel.interop;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;

/** The peer of SparkSpeed: what a user of ONNX Runtime writes to predict with Spark, a session for each executor and a batch of rows at a time. */
public record OnnxPartitions(Broadcast<byte[]> graph, List<String> names, List<Boolean> texts)
        implements MapPartitionsFunction<Row, Row> {
    private static final int BATCH = 1024;
    private static OrtSession shared;

    /** The rows with a column {@code prediction}, by a graph whose inputs are the columns but the first. */
    public static Dataset<Row> predict(Dataset<Row> rows, byte[] graph) {
        List<String> names = new ArrayList<>();
        List<Boolean> texts = new ArrayList<>();
        for (var field : rows.drop("id").schema().fields()) {
            names.add(field.name());
            texts.add(field.dataType().equals(DataTypes.StringType));
        }
        Broadcast<byte[]> sent = JavaSparkContext.fromSparkContext(
                        rows.sparkSession().sparkContext())
                .broadcast(graph);
        return rows.mapPartitions(
                new OnnxPartitions(sent, names, texts),
                Encoders.row(rows.schema().add("prediction", DataTypes.DoubleType)));
    }

    private static synchronized OrtSession session(byte[] graph) throws OrtException {
        if (shared == null) {
            OrtSession.SessionOptions options = new OrtSession.SessionOptions();
            options.setIntraOpNumThreads(1); // Spark has a task for each core already
            shared = OrtEnvironment.getEnvironment().createSession(graph, options);
        }
        return shared;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) throws OrtException {
        OrtSession session = session(graph.value());
        return new Iterator<>() {
            private Iterator<Row> batch = List.<Row>of().iterator();

            @Override
            public boolean hasNext() {
                if (!batch.hasNext() && rows.hasNext()) {
                    List<Row> next = new ArrayList<>(BATCH);
                    while (next.size() < BATCH && rows.hasNext()) {
                        next.add(rows.next());
                    }
                    batch = predict(session, next).iterator();
                }
                return batch.hasNext();
            }

            @Override
            public Row next() {
                return batch.next();
            }
        };
    }

    private List<Row> predict(OrtSession session, List<Row> rows) {
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try {
            for (int i = 0; i < names.size(); i++) {
                inputs.put(names.get(i), tensor(rows, i + 1, texts.get(i)));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
                List<Row> predicted = new ArrayList<>(rows.size());
                for (int i = 0; i < rows.size(); i++) {
                    predicted.add(with(rows.get(i), values.get(i)));
                }
                return predicted;
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor tensor(List<Row> rows, int place, boolean text) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        if (text) {
            String[] values = new String[rows.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = rows.get(i).getString(place);
            }
            return OnnxTensor.createTensor(environment, values, new long[] {values.length, 1});
        }
        FloatBuffer values = FloatBuffer.allocate(rows.size());
        for (Row row : rows) {
            values.put(((Number) row.get(place)).floatValue());
        }
        return OnnxTensor.createTensor(environment, values.flip(), new long[] {rows.size(), 1});
    }

    private static Row with(Row row, double prediction) {
        Object[] all = new Object[row.size() + 1];
        for (int i = 0; i < row.size(); i++) {
            all[i] = row.get(i);
        }
        all[row.size()] = prediction;
        return RowFactory.create(all);
    }
}
