x = provider::ibm::f(a)
