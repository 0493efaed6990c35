variable "network" {
  default = {
    cidr      = "{{ network.cidr }}"
    prefixlen = {{ network.prefixlen }}
    vlan      = {{ network.vlan }}
  }
}
