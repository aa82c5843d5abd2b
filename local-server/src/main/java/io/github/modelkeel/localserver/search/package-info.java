/**
 * The searches of MLflow: a filter and an order are read as MLflow reads them, and become the conditions of a query with bound
 * values. One class for each thing that is searched. Not exported.
 */
@NullMarked
package io.github.modelkeel.localserver.search;

import org.jspecify.annotations.NullMarked;
