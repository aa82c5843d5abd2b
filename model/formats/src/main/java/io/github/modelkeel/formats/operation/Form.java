package io.github.modelkeel.formats.operation;

import static io.github.modelkeel.formats.operation.FormField.integer;
import static io.github.modelkeel.formats.operation.FormField.numbers;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.modelkeel.formats.json.JsonIn;
import io.github.modelkeel.model.operation.Matrix;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the objects of a class are written: their fields, in the order of the file and by the names that the file has for them, and how an
 * object is made of them. What the class and its members are called in Java is not in a file. Immutable.
 */
public final class Form<T> {
    static final Form<Matrix> MATRIX = Form.of(
            Matrix.class,
            integer("rows", Matrix::rows),
            integer("columns", Matrix::columns),
            numbers("values", Matrix::values),
            Matrix::new);

    private final Class<T> type;
    private final List<FormField<T, ?>> fields;
    private final Make<T> make;

    private Form(Class<T> type, List<FormField<T, ?>> fields, Make<T> make) {
        this.type = type;
        this.fields = fields;
        this.make = make;
    }

    private interface Make<T> {
        T make(Object[] values);
    }

    interface Make1<T, A> {
        T make(A a);
    }

    interface Make2<T, A, B> {
        T make(A a, B b);
    }

    interface Make3<T, A, B, C> {
        T make(A a, B b, C c);
    }

    interface Make4<T, A, B, C, D> {
        T make(A a, B b, C c, D d);
    }

    interface Make5<T, A, B, C, D, E> {
        T make(A a, B b, C c, D d, E e);
    }

    static <T, A> Form<T> of(Class<T> type, FormField<T, A> a, Make1<T, A> make) {
        return new Form<>(type, List.of(a), v -> make.make(a.cast(v[0])));
    }

    static <T, A, B> Form<T> of(Class<T> type, FormField<T, A> a, FormField<T, B> b, Make2<T, A, B> make) {
        return new Form<>(type, List.of(a, b), v -> make.make(a.cast(v[0]), b.cast(v[1])));
    }

    static <T, A, B, C> Form<T> of(
            Class<T> type, FormField<T, A> a, FormField<T, B> b, FormField<T, C> c, Make3<T, A, B, C> make) {
        return new Form<>(type, List.of(a, b, c), v -> make.make(a.cast(v[0]), b.cast(v[1]), c.cast(v[2])));
    }

    static <T, A, B, C, D> Form<T> of(
            Class<T> type,
            FormField<T, A> a,
            FormField<T, B> b,
            FormField<T, C> c,
            FormField<T, D> d,
            Make4<T, A, B, C, D> make) {
        return new Form<>(
                type, List.of(a, b, c, d), v -> make.make(a.cast(v[0]), b.cast(v[1]), c.cast(v[2]), d.cast(v[3])));
    }

    static <T, A, B, C, D, E> Form<T> of(
            Class<T> type,
            FormField<T, A> a,
            FormField<T, B> b,
            FormField<T, C> c,
            FormField<T, D> d,
            FormField<T, E> e,
            Make5<T, A, B, C, D, E> make) {
        return new Form<>(
                type,
                List.of(a, b, c, d, e),
                v -> make.make(a.cast(v[0]), b.cast(v[1]), c.cast(v[2]), d.cast(v[3]), e.cast(v[4])));
    }

    Class<T> type() {
        return type;
    }

    public List<FormField<T, ?>> fields() {
        return fields;
    }

    /** Writes the fields of an object of the form's class into the object that is open. */
    public void writeFields(JsonGenerator out, Object object) throws IOException {
        T typed = type.cast(object);
        for (FormField<T, ?> field : fields) {
            out.writeFieldName(field.name());
            field.value().write(out, field.get().apply(typed));
        }
    }

    public Reading reading() {
        return new Reading();
    }

    /** The fields of one object while they are read. Not thread-safe. */
    public final class Reading {
        private final @Nullable Object[] values = new @Nullable Object[fields.size()];

        /** Reads the value of a field; false when the form has no field of that name. */
        public boolean read(String name, JsonIn in) throws IOException {
            for (int i = 0; i < values.length; i++) {
                if (fields.get(i).name().equals(name)) {
                    values[i] = fields.get(i).value().read(in);
                    return true;
                }
            }
            return false;
        }

        /** Makes the object, which checks its values; those that it does not take are an {@link IllegalArgumentException}. */
        public T make(JsonIn in) {
            Object[] complete = new Object[values.length];
            for (int i = 0; i < values.length; i++) {
                Object value = values[i];
                if (value == null) {
                    throw in.bad("an object lacks \"" + fields.get(i).name() + '"');
                }
                complete[i] = value;
            }
            try {
                return make.make(complete);
            } catch (IllegalArgumentException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new IllegalArgumentException("invalid values: " + e, e);
            }
        }
    }
}
