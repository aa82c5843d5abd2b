/**
 * The SQLite database with its schema ({@code schema.sql}), its transactions, and the rows of its tables as values. It knows no
 * request beyond the fields of a metric. Not exported.
 */
@NullMarked
package io.github.modelkeel.localserver.database;

import org.jspecify.annotations.NullMarked;
