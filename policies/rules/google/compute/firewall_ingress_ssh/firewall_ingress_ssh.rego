# METADATA
# title: SSH is open to the world
# description: |
#   A firewall rule lets any address reach port 22, so the SSH service itself is all that stands between
#   the internet and the machines. The default network comes with such a rule (default-allow-ssh).
# related_resources:
#   - https://cloud.google.com/firewall/docs/firewalls
#   - https://cloud.google.com/iap/docs/using-tcp-forwarding
# custom:
#   id: google-firewall-ingress-ssh
#   severity: high
#   domain: network
#   resources: [google_compute_firewall]
#   attributes: [direction, disabled]
#   subject: [network]
#   never_computed: [allow]
#   remediation: |
#     Narrow `source_ranges`, for example to 35.235.240.0/20 and connect through Identity-Aware Proxy.
#   example: |
#     resource "google_compute_firewall" "ssh" {
#       name          = "ssh-from-iap"
#       network       = google_compute_network.main.name
#       source_ranges = ["35.235.240.0/20"]
#
#       allow {
#         protocol = "tcp"
#         ports    = ["22"]
#       }
#     }
#   controls:
#     cis_google: ["3.6"]
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [CKV_GCP_2, GCP-0071, AVD-GCP-0071, FG_R00407]
package rules.google.compute.firewall_ingress_ssh

import rego.v1

import data.lib.finding
import data.lib.google_ingress

deny contains finding.at(resource, opening.path, sprintf("SSH (port 22) %s", [opening.text])) if {
	some resource in input.resources.google_compute_firewall
	some opening in google_ingress.openings(resource, ["tcp"], 22)
}
