package io.flamingock.sql;

import io.flamingock.tck.EveryContractRan;

class ContractsTest extends EveryContractRan {}
